// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QMenu>

class QCalendarWidget;

namespace confab::ui
{

// A month to choose a day from, as a menu; it is gone once a day was chosen or it was left. objectName "date".
class DateMenu : public QMenu
{
    Q_OBJECT

public:
    // Nothing after `last` can be chosen.
    DateMenu(const QDate &shown, const QDate &last, QWidget *parent);

Q_SIGNALS:
    void chosen(const QDate &date);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QCalendarWidget *m_calendar;
};

} // namespace confab::ui
