// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversation/parts/row_part.h"

namespace confab::ui
{

// Below a message: an icon, what is the matter, and what can be done about it, each a word to press.
class ActionLine
{
public:
    struct Offer {
        RowLayout::Action::Kind kind;
        QString label;
        QString value{}; // of the action
    };

    // Lays itself out at flow.y, in one line or two, and adds its actions to the layout.
    void place(RowFlow &flow, const QString &text, const QList<Offer> &offers);
    void mirror(const Mirror &turn);
    void paint(QPainter &painter, const RowScene &scene, const QString &iconName, const QString &token) const;

    QRect icon;
    QRect sentence;
    QString shown; // cut where it does not fit

private:
    QList<RowLayout::Action::Kind> m_kinds;
};

} // namespace confab::ui
