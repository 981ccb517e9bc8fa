// SPDX-License-Identifier: GPL-3.0-or-later
// Behind the last letter: pinned, edited or about to be, and the tick of one's own. Where they do not fit they open a
// line.
#include "conversation/parts/row_part.h"

#include <confab/client/words.h>
#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

using State = client::MessageRow::State;
using Change = client::MessageRow::Change;

class MarksPart : public RowPart
{
public:
    explicit MarksPart(RowFlow &flow)
        : m_saving(flow.row.change == Change::Edit)
        , m_editedText(m_saving          ? RowWords::tr("saving…")
                       : flow.row.edited ? RowWords::tr("edited")
                                         : QString())
        , m_stateWord(flow.row.state != State::Failed && !m_saving ? client::stateWord(flow.row) : QString())
    {
        const int editedWidth = m_editedText.isEmpty() ? 0 : widthOf(m_editedText, flow.theme.font(TextStyle::Small));
        const int wants = wide(flow.row.pinned ? row::iconSize : 0) + wide(editedWidth) +
                          wide(m_stateWord.isEmpty() ? 0 : row::iconSize);
        QRect line = flow.lastLine;
        const int bodyLine = flow.theme.lineHeight(TextStyle::Body);
        if (line.isNull() || line.x() + line.width() + wants > flow.columnEnd()) {
            line = QRect(row::textAt, flow.y, -row::gap, bodyLine);
            flow.y += bodyLine;
        }
        int x = line.x() + line.width() + row::gap;
        const auto icon = [&] {
            return QRect(x, line.y() + (line.height() - row::iconSize) / 2, row::iconSize, row::iconSize);
        };
        if (flow.row.pinned) {
            m_pin = icon();
            x += row::iconSize + row::gap;
        }
        if (editedWidth > 0) {
            flow.out.edited = QRect(x, line.y(), editedWidth, line.height());
            x += editedWidth + row::gap;
        }
        if (!m_stateWord.isEmpty())
            flow.out.tick = icon();
    }

    static bool any(const client::MessageRow &message)
    {
        return message.pinned || message.edited || message.change == Change::Edit ||
               (message.state != State::Failed && !client::stateWord(message).isEmpty());
    }

    void mirror(const Mirror &turn, RowLayout &layout) override
    {
        turn(m_pin);
        turn(layout.edited);
        turn(layout.tick);
    }

    void paint(QPainter &painter, const RowScene &scene) const override
    {
        if (!m_pin.isNull())
            drawIcon(painter, m_pin, u"pin"_s, u"textMuted"_s);
        if (!scene.layout.edited.isNull())
            drawLine(painter, scene.layout.edited, m_editedText, scene.theme.font(TextStyle::Small),
                     color(u"textMuted"_s), scene.metrics.direction);
        if (scene.layout.tick.isNull())
            return;
        const State state = scene.row.state;
        if (state == State::Read)
            drawIcon(painter, scene.layout.tick, u"double-check"_s, u"ownTickRead"_s);
        else
            drawIcon(painter, scene.layout.tick, state == State::Sent ? u"check"_s : u"clock"_s, u"ownTick"_s);
    }

    QString tipAt(const RowLayout &layout, QPoint point) const override
    {
        if (m_pin.contains(point))
            return RowWords::tr("Pinned");
        if (m_saving && layout.edited.contains(point))
            return RowWords::tr("Your change is on its way.");
        return layout.tick.contains(point) ? m_stateWord : QString();
    }

    QString words() const override
    {
        QStringList all{m_pin.isNull() ? QString() : RowWords::tr("Pinned"), m_editedText, m_stateWord};
        all.removeAll(QString());
        return all.join(u", "_s);
    }

private:
    static int wide(int width) { return width > 0 ? row::gap + width : 0; }

    bool m_saving;
    QString m_editedText;
    QString m_stateWord; // empty: no tick
    QRect m_pin;
};

} // namespace

std::shared_ptr<RowPart> makeMarks(RowFlow &flow)
{
    const bool marked =
        flow.row.kind == client::MessageRow::Kind::Message && !flow.row.deleted && MarksPart::any(flow.row);
    return marked ? std::make_shared<MarksPart>(flow) : nullptr;
}

} // namespace confab::ui
