// SPDX-License-Identifier: GPL-3.0-or-later
// What stands between messages: the day, the *New* line, messages that are not here yet.
#include "conversation/parts/row_part.h"

#include <confab/ui/theme/painting.h>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int dayHeight = 28;
constexpr int newHeight = 22;
constexpr int gapHeight = 48;
constexpr int wordGap = 12;

class SeparatorsPart : public RowPart
{
public:
    void mirror(const Mirror &turn, RowLayout &layout) override
    {
        turn(layout.day);
        turn(layout.newLine);
    }

    void paint(QPainter &painter, const RowScene &scene) const override
    {
        const QRect &day = scene.layout.day;
        if (!day.isNull()) {
            const QFont font = scene.theme.font(TextStyle::Label);
            const int word = widthOf(scene.layout.dayText, font);
            const int start = day.x() + (day.width() - word) / 2;
            const int middle = day.center().y();
            fillLine(painter, QRect(day.x(), middle, start - wordGap - day.x(), 1), color(u"separator"_s));
            const int after = start + word + wordGap;
            fillLine(painter, QRect(after, middle, day.x() + day.width() - after, 1), color(u"separator"_s));
            drawLine(painter, day, scene.layout.dayText, font, color(u"textMuted"_s), scene.metrics.direction,
                     Qt::AlignHCenter);
        }
        const QRect &fresh = scene.layout.newLine;
        if (!fresh.isNull()) {
            const QFont font = scene.theme.font(TextStyle::Section);
            const QString word = RowWords::tr("New", "line above new messages");
            const int wide = widthOf(word, font);
            QRect line(fresh.x(), fresh.center().y(), fresh.width() - wide - row::gap, 1);
            if (scene.metrics.direction == Qt::RightToLeft)
                line.moveLeft(fresh.x() + wide + row::gap);
            fillLine(painter, line, color(u"newLine"_s));
            drawLine(painter, fresh, word, font, color(u"newLine"_s), scene.metrics.direction, Qt::AlignTrailing);
        }
    }
};

class GapPart : public RowPart
{
public:
    void mirror(const Mirror &turn, RowLayout &layout) override { turn(layout.note); }

    void paint(QPainter &painter, const RowScene &scene) const override
    {
        drawLine(painter, scene.layout.note, scene.layout.noteText, scene.theme.font(TextStyle::Small),
                 color(u"textMuted"_s), scene.metrics.direction, Qt::AlignHCenter);
    }

    QString words() const override { return RowWords::tr("Loading messages"); }
};

} // namespace

std::shared_ptr<RowPart> makeSeparators(RowFlow &flow)
{
    if (!flow.context.day.isValid() && !flow.context.newLine)
        return nullptr;
    if (flow.context.day.isValid()) {
        flow.out.day = QRect(row::edge, flow.y, flow.width - 2 * row::edge, dayHeight);
        flow.out.dayText = dayWord(flow.context.day, flow.metrics.today);
        flow.y += dayHeight;
    }
    if (flow.context.newLine) {
        flow.out.newLine = QRect(row::edge, flow.y, flow.width - 2 * row::edge, newHeight);
        flow.y += newHeight;
    }
    return std::make_shared<SeparatorsPart>();
}

std::shared_ptr<RowPart> makeGap(RowFlow &flow)
{
    if (flow.row.kind != client::MessageRow::Kind::Gap)
        return nullptr;
    flow.out.note = QRect(row::edge, flow.y, flow.width - 2 * row::edge, gapHeight);
    flow.out.noteText = RowWords::tr("Loading messages…");
    flow.y += gapHeight;
    return std::make_shared<GapPart>();
}

} // namespace confab::ui
