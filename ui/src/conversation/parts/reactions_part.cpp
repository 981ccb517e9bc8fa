// SPDX-License-Identifier: GPL-3.0-or-later
// Reactions as pills, and one more to add another.
#include "conversation/parts/row_part.h"

#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>

#include <QLocale>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int pillHeight = 24;
constexpr int pillGap = 4;
constexpr int pillPadding = 9;
constexpr int emojiGap = 6;
constexpr int addWidth = 28;
constexpr int addIcon = 14;

struct Pill {
    QString emoji;
    QString count;
    QRect rect;
    QRect emojiRect;
    QRect countRect;
    bool mine = false;
};

QString whoReacted(const client::ShownReaction &reaction)
{
    const qint64 others = reaction.count - reaction.names.size();
    QString names = QLocale().createSeparatedList(reaction.names);
    if (others > 0 && !reaction.names.isEmpty())
        names = RowWords::tr("%1 and %n other(s)", "people who reacted", static_cast<int>(others))
                    .arg(reaction.names.join(RowWords::tr(", ", "between names")));
    return names;
}

class ReactionsPart : public RowPart
{
public:
    explicit ReactionsPart(RowFlow &flow)
    {
        flow.y += row::partGap;
        const int height = std::max(pillHeight, flow.theme.lineHeight(TextStyle::Label) + 8);
        int x = row::textAt;
        const auto next = [&](int width) {
            if (x > row::textAt && x + width > flow.columnEnd()) {
                x = row::textAt;
                flow.y += height + pillGap;
            }
            const QRect rect(x, flow.y, width, height);
            x += width + pillGap;
            return rect;
        };
        const QFont emojiFont = flow.theme.font(TextStyle::Body);
        const QFont countFont = flow.theme.font(TextStyle::Label);
        QStringList said;
        for (const client::ShownReaction &reaction : flow.row.reactions) {
            Pill pill;
            pill.emoji = elided(reaction.emoji, emojiFont, flow.column / 2);
            pill.count = QString::number(reaction.count);
            pill.mine = reaction.mine;
            const int emojiWidth = widthOf(pill.emoji, emojiFont);
            const int countWidth = widthOf(pill.count, countFont);
            pill.rect = next(emojiWidth + emojiGap + countWidth + 2 * pillPadding);
            pill.emojiRect = QRect(pill.rect.x() + pillPadding, pill.rect.y(), emojiWidth, height);
            pill.countRect = QRect(pill.emojiRect.x() + emojiWidth + emojiGap, pill.rect.y(), countWidth, height);
            m_pills.append(pill);

            const QString who = whoReacted(reaction);
            RowLayout::Action action{RowLayout::Action::Kind::React, {}, pill.rect, pill.rect};
            action.label = reaction.mine ? RowWords::tr("%1, %n, yours too", "a reaction and how many gave it",
                                                        static_cast<int>(reaction.count))
                                               .arg(reaction.emoji)
                                         : RowWords::tr("%1, %n", "a reaction and how many gave it",
                                                        static_cast<int>(reaction.count))
                                               .arg(reaction.emoji);
            action.tip = who;
            action.value = reaction.emoji;
            action.on = reaction.mine;
            action.enabled = flow.metrics.abilities.react;
            flow.out.actions.append(action);
            said.append(u"%1 %2"_s.arg(reaction.emoji).arg(reaction.count));
        }
        m_words = RowWords::tr("reactions: %1").arg(said.join(u", "_s));
        if (flow.metrics.abilities.react) {
            m_add = next(addWidth);
            flow.out.actions.append({RowLayout::Action::Kind::ReactAnew, RowWords::tr("Add a reaction"), m_add, m_add,
                                     RowWords::tr("Add a reaction")});
        }
        flow.pills = QRect(row::textAt, flow.y, x - pillGap - row::textAt, height);
        flow.y += height;
    }

    void mirror(const Mirror &turn, RowLayout &) override
    {
        for (Pill &pill : m_pills) {
            turn(pill.rect);
            turn(pill.emojiRect);
            turn(pill.countRect);
        }
        turn(m_add);
    }

    void paint(QPainter &painter, const RowScene &scene) const override
    {
        for (const Pill &pill : m_pills) {
            const qreal radius = pill.rect.height() / 2.0;
            fillRound(painter, pill.rect, radius, color(pill.mine ? u"accentSoft"_s : u"surface"_s));
            strokeRound(painter, pill.rect, radius, color(pill.mine ? u"accent"_s : u"separator"_s));
            drawLine(painter, pill.emojiRect, pill.emoji, scene.theme.font(TextStyle::Body), color(u"text"_s),
                     scene.metrics.direction);
            drawLine(painter, pill.countRect, pill.count, scene.theme.font(TextStyle::Label),
                     color(pill.mine ? u"link"_s : u"text"_s), scene.metrics.direction);
        }
        if (!m_add.isNull()) {
            const qreal radius = m_add.height() / 2.0;
            fillRound(painter, m_add, radius, color(u"surface"_s));
            strokeRound(painter, m_add, radius, color(u"separator"_s));
            drawIcon(painter,
                     QRect(m_add.x() + (m_add.width() - addIcon) / 2, m_add.y() + (m_add.height() - addIcon) / 2,
                           addIcon, addIcon),
                     u"react"_s, u"textMuted"_s);
        }
    }

    QString words() const override { return m_words; }

private:
    QList<Pill> m_pills;
    QRect m_add;
    QString m_words;
};

} // namespace

std::shared_ptr<RowPart> makeReactions(RowFlow &flow)
{
    const bool any =
        flow.row.kind == client::MessageRow::Kind::Message && !flow.row.deleted && !flow.row.reactions.isEmpty();
    return any ? std::make_shared<ReactionsPart>(flow) : nullptr;
}

} // namespace confab::ui
