// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/contact.h>

#include <QDate>
#include <QStyledItemDelegate>

namespace confab::ui
{

// The second line of a contact's row: who is typing, else the draft, else the last line.
struct SecondLine {
    enum class Kind { LastLine, Typing, Draft };
    Kind kind = Kind::LastLine;
    QString lead; // "Draft:", drawn before the text
    QString text;
    bool operator==(const SecondLine &) const = default;
};
[[nodiscard]] SecondLine secondLine(const client::Contact &contact);
// "14:02" today, "Yesterday", "Mon" within a week, else a date.
[[nodiscard]] QString listTime(const QDateTime &at, const QDate &today);

class ContactDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setCurrent(const QString &conversation) { m_current = conversation; }
    [[nodiscard]] QString current() const { return m_current; }
    void setNarrow(bool narrow) { m_narrow = narrow; }
    [[nodiscard]] bool isNarrow() const { return m_narrow; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintTitle(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintFold(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintContact(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintNarrow(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    QString m_current;
    bool m_narrow = false;
};

} // namespace confab::ui
