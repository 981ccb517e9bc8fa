// SPDX-License-Identifier: GPL-3.0-or-later
// Below the last message that waits, once: how many, and for what.
#include "conversation/parts/row_part.h"

#include <confab/ui/theme/painting.h>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

class WaitingPart : public RowPart
{
public:
    explicit WaitingPart(QString words)
        : m_words(std::move(words))
    {
    }

    void mirror(const Mirror &turn, RowLayout &layout) override { turn(layout.note); }

    void paint(QPainter &painter, const RowScene &scene) const override
    {
        drawLine(painter, scene.layout.note, m_words, scene.theme.font(TextStyle::Small), color(u"textMuted"_s),
                 scene.metrics.direction);
    }

    QString words() const override { return m_words; }

private:
    QString m_words;
};

} // namespace

std::shared_ptr<RowPart> makeWaiting(RowFlow &flow)
{
    const int count = flow.context.waiting;
    if (count == 0)
        return nullptr;
    const int line = flow.theme.lineHeight(TextStyle::Small) + row::partGap;
    flow.out.note = QRect(row::textAt, flow.y, flow.width - row::textAt - row::edge, line);
    flow.out.noteText =
        flow.context.blocked
            ? RowWords::tr("%n message(s) wait for the one above.", nullptr, count)
            : RowWords::tr("%n message(s) wait. They go out by themselves, in this order.", nullptr, count);
    flow.y += line;
    return std::make_shared<WaitingPart>(flow.out.noteText);
}

} // namespace confab::ui
