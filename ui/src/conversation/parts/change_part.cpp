// SPDX-License-Identifier: GPL-3.0-or-later
// What the person did to a sent message and the server has not taken yet: a deletion that can still be undone, an edit
// that somebody else's came before. An edit on its way is a mark behind the text.
#include "conversation/parts/action_line.h"

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

class ChangePart : public RowPart
{
public:
    explicit ChangePart(RowFlow &flow)
        : m_conflict(flow.row.change == client::MessageRow::Change::Conflict)
        , m_words(m_conflict ? RowWords::tr("Somebody changed this before your change arrived.")
                             : RowWords::tr("Deleting…"))
    {
        using Kind = RowLayout::Action::Kind;
        const ActionLine::Offer offer = m_conflict ? ActionLine::Offer{Kind::ShowBoth, RowWords::tr("Show both")}
                                                   : ActionLine::Offer{Kind::Undo, RowWords::tr("Undo")};
        m_line.place(flow, m_words, {offer});
    }

    void mirror(const Mirror &turn, RowLayout &) override { m_line.mirror(turn); }

    void paint(QPainter &painter, const RowScene &scene) const override
    {
        if (m_conflict)
            m_line.paint(painter, scene, u"warning"_s, u"danger"_s);
        else
            m_line.paint(painter, scene, u"clock"_s, u"textMuted"_s);
    }

    QString tipAt(const RowLayout &, QPoint point) const override
    {
        return m_line.sentence.contains(point) && m_line.shown != m_words ? m_words : QString();
    }

    QString words() const override { return m_words; }

private:
    bool m_conflict;
    QString m_words;
    ActionLine m_line;
};

} // namespace

std::shared_ptr<RowPart> makeChange(RowFlow &flow)
{
    using Change = client::MessageRow::Change;
    const bool told = flow.row.change == Change::Deletion || flow.row.change == Change::Conflict;
    return told && flow.row.kind == client::MessageRow::Kind::Message ? std::make_shared<ChangePart>(flow) : nullptr;
}

} // namespace confab::ui
