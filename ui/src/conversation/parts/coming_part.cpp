// SPDX-License-Identifier: GPL-3.0-or-later
// Behind the last letter of an answer that is still coming, and how to end it.
#include "conversation/parts/action_line.h"

#include <confab/ui/theme/painting.h>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// DESIGN: Streaming bot. Px.
constexpr int blockWidth = 8;
constexpr int blockHeight = 14;
constexpr int blockGap = 3;

class ComingPart : public RowPart
{
public:
    explicit ComingPart(RowFlow &flow)
    {
        QRect line = flow.lastLine;
        const int bodyLine = flow.theme.lineHeight(TextStyle::Body);
        if (line.isNull() || line.x() + line.width() + blockGap + blockWidth > flow.columnEnd()) {
            line = QRect(row::textAt, flow.y, -blockGap, bodyLine);
            flow.y += bodyLine;
        }
        m_block = QRect(line.x() + line.width() + blockGap, line.y() + (line.height() - blockHeight) / 2, blockWidth,
                        blockHeight);
        m_line.place(flow, RowWords::tr("Answering…"), {{RowLayout::Action::Kind::StopAnswer, RowWords::tr("Stop")}});
    }

    void mirror(const Mirror &turn, RowLayout &) override
    {
        turn(m_block);
        m_line.mirror(turn);
    }

    void paint(QPainter &painter, const RowScene &scene) const override
    {
        painter.fillRect(m_block, color(u"accent"_s));
        m_line.paint(painter, scene, u"bot"_s, u"textMuted"_s);
    }

    QString words() const override { return RowWords::tr("still answering"); }

private:
    QRect m_block;
    ActionLine m_line;
};

} // namespace

std::shared_ptr<RowPart> makeComing(RowFlow &flow)
{
    return flow.row.coming ? std::make_shared<ComingPart>(flow) : nullptr;
}

} // namespace confab::ui
