// SPDX-License-Identifier: GPL-3.0-or-later
// What a bot shows: a title, a few words, and buttons that say something when they are pressed.
#include "conversation/parts/row_part.h"

#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>

#include <QTextLayout>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// DESIGN: Card. Px.
constexpr int widest = 480;
constexpr int paddingTop = 9;
constexpr int paddingSide = 12;
constexpr int paddingBottom = 10;
constexpr int iconRoom = row::iconSize + 8;
constexpr int buttonHeight = 28;
constexpr int buttonPadding = 12;
constexpr int buttonGap = 6;
constexpr qreal buttonRadius = 6;
constexpr int between = 2;
constexpr int aboveButtons = 8;
constexpr int mostLines = 6;

// Empty: there is none, or none that a link may lead to.
QUrl pictureOf(const protocol::Card &card)
{
    const QUrl url(card.imageUrl, QUrl::StrictMode);
    return url.isValid() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1) ? url : QUrl();
}

// Text in lines of this width, the last one cut where there would be more.
QStringList linesOf(const QString &text, const QFont &font, int width)
{
    QStringList lines;
    const QStringList paragraphs = text.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &paragraph : paragraphs) {
        QTextLayout layout(paragraph, font);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            lines.append(paragraph.sliced(line.textStart(), line.textLength()).trimmed());
            if (lines.size() == mostLines) {
                lines.last() = elided(paragraph.sliced(line.textStart()), font, width);
                layout.endLayout();
                return lines;
            }
        }
        layout.endLayout();
    }
    return lines;
}

class CardPart : public RowPart
{
public:
    explicit CardPart(RowFlow &flow)
    {
        const protocol::Card &card = *flow.row.card;
        flow.y += row::partGap;
        const int width = std::min(flow.column, widest);
        // Buttons alone need no box around them.
        const QUrl picture = pictureOf(card);
        const bool boxed = card.title != flow.row.text || !card.subtitle.isEmpty() || !picture.isEmpty();
        m_inset = boxed ? paddingSide : 0;
        const int inner = width - 2 * m_inset;
        if (boxed) {
            m_box = QRect(row::textAt, flow.y, width, 0);
            flow.y += paddingTop;
        }
        QStringList words;
        // Where the message says it already it is not said twice.
        if (card.title != flow.row.text) {
            m_icon = QRect(row::textAt + m_inset, flow.y, row::iconSize, flow.theme.lineHeight(TextStyle::Name));
            add(flow, linesOf(card.title, flow.theme.font(TextStyle::Name), inner - iconRoom), TextStyle::Name,
                u"text"_s, iconRoom, inner);
            words.append(card.title);
        }
        if (!card.subtitle.isEmpty()) {
            add(flow, linesOf(card.subtitle, flow.theme.font(TextStyle::Small), inner), TextStyle::Small,
                u"textMuted"_s, 0, inner);
            words.append(card.subtitle);
        }
        if (!picture.isEmpty()) {
            // A picture that is loaded unasked tells a stranger who reads this, and when.
            const QString label = RowWords::tr("Open the picture at %1", "a host").arg(isolated(picture.host()));
            add(flow, {elided(label, flow.theme.font(TextStyle::Small), inner)}, TextStyle::Small, u"link"_s, 0, inner);
            const QRect rect = m_lines.constLast().rect;
            RowLayout::Action action{RowLayout::Action::Kind::OpenAddress, label, rect, rect};
            action.value = card.imageUrl;
            action.tip = card.imageUrl;
            flow.out.actions.append(action);
        }
        addButtons(flow, card.buttons, inner);
        if (boxed) {
            flow.y += paddingBottom;
            m_box.setBottom(flow.y - 1);
        }
        flow.lastLine = {};
        m_words = words.join(u", "_s);
    }

    void mirror(const Mirror &turn, RowLayout &) override
    {
        turn(m_box);
        turn(m_icon);
        for (Line &line : m_lines)
            turn(line.rect);
        for (Button &button : m_buttons)
            turn(button.rect);
    }

    void paint(QPainter &painter, const RowScene &scene) const override
    {
        if (!m_box.isNull()) {
            fillRound(painter, m_box, row::boxRadius, color(u"surface"_s));
            strokeRound(painter, m_box, row::boxRadius, color(u"separator"_s));
        }
        if (!m_icon.isNull())
            drawIcon(
                painter,
                QRect(m_icon.x(), m_icon.y() + (m_icon.height() - row::iconSize) / 2, row::iconSize, row::iconSize),
                u"bot"_s, u"textMuted"_s);
        for (const Line &line : m_lines)
            drawLine(painter, line.rect, line.text, scene.theme.font(line.style), color(line.token),
                     scene.metrics.direction);
        const QFont font = scene.theme.font(TextStyle::Label);
        for (const Button &button : m_buttons) {
            fillRound(painter, button.rect, buttonRadius, color(u"surfaceRaised"_s));
            strokeRound(painter, button.rect, buttonRadius, color(u"control"_s));
            drawLine(painter, button.rect, button.text, font, color(u"text"_s), scene.metrics.direction,
                     Qt::AlignHCenter);
        }
    }

    QString words() const override { return m_words; }

private:
    struct Line {
        QRect rect;
        QString text;
        TextStyle style;
        QString token;
    };
    struct Button {
        QRect rect;
        QString text;
    };

    void add(RowFlow &flow, const QStringList &lines, TextStyle style, const QString &token, int indent, int inner)
    {
        const int height = flow.theme.lineHeight(style);
        if (!m_lines.isEmpty())
            flow.y += between;
        for (const QString &line : lines) {
            m_lines.append({QRect(row::textAt + m_inset + indent, flow.y, inner - indent, height), line, style, token});
            flow.y += height;
        }
    }

    void addButtons(RowFlow &flow, const QList<protocol::CardButton> &buttons, int inner)
    {
        if (buttons.isEmpty())
            return;
        if (!m_lines.isEmpty())
            flow.y += aboveButtons;
        const QFont font = flow.theme.font(TextStyle::Label);
        const int height = std::max(buttonHeight, flow.theme.lineHeight(TextStyle::Label) + 12);
        const int left = row::textAt + m_inset;
        int x = left;
        for (const protocol::CardButton &button : buttons) {
            const QString text = elided(button.text, font, inner - 2 * buttonPadding);
            const int width = widthOf(text, font) + 2 * buttonPadding;
            if (x > left && x + width > left + inner) {
                x = left;
                flow.y += height + buttonGap;
            }
            const QRect rect(x, flow.y, width, height);
            m_buttons.append({rect, text});
            RowLayout::Action action{RowLayout::Action::Kind::Say, button.text, rect, rect};
            action.value = button.value;
            if (text != button.text)
                action.tip = button.text;
            flow.out.actions.append(action);
            x += width + buttonGap;
        }
        flow.y += height;
    }

    QRect m_box; // null: none
    int m_inset = 0;
    QRect m_icon;
    QList<Line> m_lines;
    QList<Button> m_buttons;
    QString m_words;
};

} // namespace

std::shared_ptr<RowPart> makeCard(RowFlow &flow)
{
    const bool any = flow.row.kind == client::MessageRow::Kind::Message && !flow.row.deleted && flow.row.card;
    return any ? std::make_shared<CardPart>(flow) : nullptr;
}

} // namespace confab::ui
