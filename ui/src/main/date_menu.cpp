// SPDX-License-Identifier: GPL-3.0-or-later
#include "main/date_menu.h"

#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>

#include <QCalendarWidget>
#include <QTextCharFormat>
#include <QToolButton>
#include <QWidgetAction>

using namespace Qt::StringLiterals;

namespace confab::ui
{

DateMenu::DateMenu(const QDate &shown, const QDate &last, QWidget *parent)
    : QMenu(parent)
    , m_calendar(new QCalendarWidget)
{
    setObjectName(u"date"_s);
    setAccessibleName(tr("Go to a date"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_calendar->setObjectName(u"date.calendar"_s);
    m_calendar->setAccessibleName(tr("Go to a date"));
    m_calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    m_calendar->setMaximumDate(last);
    m_calendar->setSelectedDate(std::min(shown, last));
    // The weekend is no warning.
    QTextCharFormat plain;
    plain.setForeground(color(u"text"_s));
    for (const Qt::DayOfWeek day : {Qt::Saturday, Qt::Sunday})
        m_calendar->setWeekdayTextFormat(day, plain);
    QTextCharFormat head;
    head.setForeground(color(u"textMuted"_s));
    head.setBackground(color(u"surfaceRaised"_s));
    m_calendar->setHeaderTextFormat(head);
    const auto turn = [this](const QString &name, const QString &icon, const QString &words) {
        if (auto *button = m_calendar->findChild<QToolButton *>(name)) {
            button->setIcon(themedIcon(icon, u"textMuted"_s));
            button->setToolTip(words);
            button->setAccessibleName(words);
        }
    };
    const bool rtl = layoutDirection() == Qt::RightToLeft;
    turn(u"qt_calendar_prevmonth"_s, rtl ? u"chevron-right"_s : u"chevron-left"_s, tr("Month before"));
    turn(u"qt_calendar_nextmonth"_s, rtl ? u"chevron-left"_s : u"chevron-right"_s, tr("Month after"));
    auto *action = new QWidgetAction(this);
    action->setDefaultWidget(m_calendar);
    addAction(action);
    const auto take = [this](const QDate &date) {
        Q_EMIT chosen(date);
        close();
    };
    connect(m_calendar, &QCalendarWidget::clicked, this, take);
    connect(m_calendar, &QCalendarWidget::activated, this, take);
}

void DateMenu::showEvent(QShowEvent *event)
{
    QMenu::showEvent(event);
    m_calendar->setFocus(Qt::PopupFocusReason);
}

} // namespace confab::ui
