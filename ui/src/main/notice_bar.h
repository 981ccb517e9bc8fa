// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace confab::ui
{

class TextLabel;

// One sentence about something that did not work, over the top of what it lies on, until it is closed.
class NoticeBar : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent);

    void tell(const QString &sentence);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    TextLabel *m_text;
};

} // namespace confab::ui
