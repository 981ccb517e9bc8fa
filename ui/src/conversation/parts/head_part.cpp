// SPDX-License-Identifier: GPL-3.0-or-later
// Picture, name and time; of the further rows of a group only the time, while they are pointed at.
#include "conversation/parts/row_part.h"

#include <confab/client/words.h>
#include <confab/ui/theme/avatar_painter.h>
#include <confab/ui/theme/painting.h>

#include <QLocale>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int groupGap = 5;
constexpr int padding = 3;
constexpr int groupedPadding = 2;
constexpr int tagPadding = 6;
constexpr int tagHeight = 18;

class HeadPart : public RowPart
{
public:
    explicit HeadPart(const client::MessageRow &message)
        : m_sender(message.own ? RowWords::tr("You") : client::senderOf(message))
        , m_at(message.at.toLocalTime())
    {
    }

    void mirror(const Mirror &turn, RowLayout &layout) override
    {
        turn(layout.avatar);
        turn(layout.name);
        turn(layout.tag);
        turn(layout.time);
    }

    void paint(QPainter &painter, const RowScene &scene) const override
    {
        const RowLayout &layout = scene.layout;
        if (layout.avatar.isNull()) {
            if (scene.look.hovered || scene.look.picked)
                drawLine(painter, layout.time, layout.timeText, scene.theme.font(TextStyle::Tiny),
                         color(u"textMuted"_s), scene.metrics.direction, Qt::AlignTrailing);
            return;
        }
        const client::MessageRow &message = scene.row;
        if (message.bot)
            drawBot(painter, layout.avatar, message.author, message.picture);
        else
            drawPerson(painter, layout.avatar, message.authorName.isEmpty() ? message.author : message.authorName,
                       message.author);
        drawLine(painter, layout.name, layout.nameText, scene.theme.font(TextStyle::BodyStrong), color(u"text"_s),
                 scene.metrics.direction);
        if (!layout.tag.isNull()) {
            strokeRound(painter, layout.tag, row::inlineRadius, color(u"separator"_s));
            drawLine(painter, layout.tag, layout.tagText, scene.theme.font(TextStyle::Tiny), color(u"textMuted"_s),
                     scene.metrics.direction, Qt::AlignHCenter);
        }
        drawLine(painter, layout.time, layout.timeText, scene.theme.font(TextStyle::Small), color(u"textMuted"_s),
                 scene.metrics.direction);
    }

    QString tipAt(const RowLayout &layout, QPoint point) const override
    {
        return layout.time.contains(point) ? QLocale().toString(m_at, QLocale::LongFormat) : QString();
    }

    QString words() const override
    {
        return RowWords::tr("%1, %2", "sender, time")
            .arg(m_sender, QLocale().toString(m_at.time(), QLocale::ShortFormat));
    }

private:
    QString m_sender;
    QDateTime m_at;
};

void placeNames(RowFlow &flow)
{
    RowLayout &out = flow.out;
    const int line = flow.theme.lineHeight(TextStyle::BodyStrong);
    const QFont nameFont = flow.theme.font(TextStyle::BodyStrong);
    const QFont tagFont = flow.theme.font(TextStyle::Tiny);
    out.tagText = flow.row.bot ? RowWords::tr("Bot") : flow.row.guest ? RowWords::tr("Guest") : QString();
    const int timeWidth = widthOf(out.timeText, flow.theme.font(TextStyle::Small));
    const int tagWidth = out.tagText.isEmpty() ? 0 : widthOf(out.tagText, tagFont) + 2 * tagPadding;
    const int room = flow.column - row::gap - timeWidth - (tagWidth > 0 ? row::gap + tagWidth : 0);
    out.nameText = elided(flow.row.authorName.isEmpty() ? flow.row.author : flow.row.authorName, nameFont, room);
    const int nameWidth = widthOf(out.nameText, nameFont);
    int x = row::textAt;
    out.name = QRect(x, flow.y, nameWidth, line);
    x += nameWidth + row::gap;
    if (tagWidth > 0) {
        out.tag = QRect(x, flow.y + (line - tagHeight) / 2, tagWidth, tagHeight);
        x += tagWidth + row::gap;
    }
    out.time = QRect(x, flow.y, timeWidth, line);
    flow.y += line;
}

} // namespace

std::shared_ptr<RowPart> makeHead(RowFlow &flow)
{
    if (flow.row.kind != client::MessageRow::Kind::Message)
        return nullptr;
    if (!flow.context.grouped)
        flow.y += groupGap;
    flow.out.tint.setTop(flow.y);
    flow.y += flow.context.grouped ? groupedPadding : padding;
    flow.out.timeText = clockTime(flow.row.at);
    if (flow.context.grouped) {
        flow.out.time = QRect(2, flow.y, row::avatarColumnEnd - 2, flow.theme.lineHeight(TextStyle::Body));
    } else {
        flow.out.avatar = QRect(row::edge, flow.y, row::avatarSize, row::avatarSize);
        placeNames(flow);
    }
    return std::make_shared<HeadPart>(flow.row);
}

} // namespace confab::ui
