// SPDX-License-Identifier: GPL-3.0-or-later
// Why a message was not sent, and what the person can do about it.
#include "conversation/parts/action_line.h"

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

class FailurePart : public RowPart
{
public:
    explicit FailurePart(RowFlow &flow)
        : m_cause(flow.row.failure)
    {
        using Kind = RowLayout::Action::Kind;
        m_line.place(flow, flow.row.failure,
                     {{Kind::Retry, RowWords::tr("Retry")},
                      {Kind::Edit, RowWords::tr("Edit")},
                      {Kind::Discard, RowWords::tr("Delete")}});
        read(flow.out);
    }

    void mirror(const Mirror &turn, RowLayout &layout) override
    {
        m_line.mirror(turn);
        read(layout);
    }

    void paint(QPainter &painter, const RowScene &scene) const override
    {
        m_line.paint(painter, scene, u"warning"_s, u"danger"_s);
    }

    QString tipAt(const RowLayout &, QPoint point) const override
    {
        return m_line.sentence.contains(point) ? m_cause : QString();
    }

    QString words() const override { return m_cause; }

private:
    void read(RowLayout &layout) const
    {
        layout.failureIcon = m_line.icon;
        layout.failure = m_line.sentence;
        layout.failureText = m_line.shown;
    }

    ActionLine m_line;
    QString m_cause;
};

} // namespace

std::shared_ptr<RowPart> makeFailure(RowFlow &flow)
{
    const bool failed =
        flow.row.kind == client::MessageRow::Kind::Message && flow.row.state == client::MessageRow::State::Failed;
    return failed ? std::make_shared<FailurePart>(flow) : nullptr;
}

} // namespace confab::ui
