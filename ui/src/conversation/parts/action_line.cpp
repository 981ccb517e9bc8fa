// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/parts/action_line.h"

#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr int lineHeight = 24;
constexpr int between = 12;
constexpr int behindIcon = 6;
constexpr int leastSentence = 160; // px; with less the actions open a line
} // namespace

void ActionLine::place(RowFlow &flow, const QString &text, const QList<Offer> &offers)
{
    const QFont font = flow.theme.font(TextStyle::Small);
    const QFont strong = flow.theme.font(TextStyle::Label);
    int actionsWidth = 0;
    for (const Offer &offer : offers)
        actionsWidth += between + widthOf(offer.label, strong);
    const int line = std::max(lineHeight, flow.theme.lineHeight(TextStyle::Small) + 8);
    const int end = flow.width - row::edge;
    int x = row::textAt;
    icon = QRect(x, flow.y + (line - row::iconSize) / 2, row::iconSize, row::iconSize);
    x += row::iconSize + behindIcon;
    const bool together = end - x - actionsWidth >= std::min(widthOf(text, font), leastSentence);
    shown = elided(text, font, end - x - (together ? actionsWidth : 0));
    sentence = QRect(x, flow.y, widthOf(shown, font), line);
    x += sentence.width() + between;
    if (!together) {
        flow.y += line;
        x = row::textAt;
    }
    for (const Offer &offer : offers) {
        RowLayout::Action action{offer.kind, offer.label, QRect(x, flow.y, widthOf(offer.label, strong), line), {}};
        action.hit = action.textRect.adjusted(-between / 2, 0, between / 2, 0);
        if (action.hit.width() < row::smallestHit)
            action.hit.setWidth(row::smallestHit);
        action.value = offer.value;
        x += action.textRect.width() + between;
        m_kinds.append(offer.kind);
        flow.out.actions.append(action);
    }
    flow.y += line;
}

void ActionLine::mirror(const Mirror &turn)
{
    turn(icon);
    turn(sentence);
}

void ActionLine::paint(QPainter &painter, const RowScene &scene, const QString &iconName, const QString &token) const
{
    drawIcon(painter, icon, iconName, token);
    drawLine(painter, sentence, shown, scene.theme.font(TextStyle::Small), color(token), scene.metrics.direction);
    for (const RowLayout::Action &action : scene.layout.actions) {
        if (m_kinds.contains(action.kind))
            drawLine(painter, action.textRect, action.label, scene.theme.font(TextStyle::Label),
                     color(action.kind == RowLayout::Action::Kind::Discard ? u"danger"_s : u"link"_s),
                     scene.metrics.direction);
    }
}

} // namespace confab::ui
