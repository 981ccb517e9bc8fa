// SPDX-License-Identifier: GPL-3.0-or-later
// The message that this one answers, in a line above it; pressed, it is shown.
#include "conversation/parts/blocks.h"

#include <confab/ui/theme/painting.h>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int height = 22;
constexpr int below = 2;
constexpr int barWidth = 3;
constexpr int mostCharacters = 200; // more never fits into a line

class QuotePart : public RowPart
{
public:
    explicit QuotePart(RowFlow &flow)
    {
        const client::QuotedMessage &quoted = *flow.row.quote;
        const int line = std::max(height, flow.theme.lineHeight(TextStyle::Small) + 6);
        const QFont nameFont = flow.theme.font(TextStyle::Label, QFont::DemiBold);
        m_quiet = quoted.author.isEmpty() || quoted.deleted;
        const QString name = quoted.authorName.isEmpty() ? quoted.author : quoted.authorName;
        const QString text = quoted.deleted            ? RowWords::tr("Message deleted")
                             : quoted.author.isEmpty() ? RowWords::tr("An earlier message")
                             : quoted.text.isEmpty()   ? RowWords::tr("A file")
                                                       : oneLine(quoted.text);
        m_bar = QRect(row::textAt, flow.y, barWidth, line);
        int x = row::textAt + barWidth + row::gap;
        const int end = flow.columnEnd();
        m_name = elided(name, nameFont, (end - x) / 2);
        m_nameRect = QRect(x, flow.y, widthOf(m_name, nameFont), line);
        if (!m_name.isEmpty())
            x += m_nameRect.width() + row::gap;
        m_text = elided(text, textFont(flow.theme), end - x);
        m_textRect = QRect(x, flow.y, widthOf(m_text, textFont(flow.theme)), line);
        m_words = name.isEmpty() ? RowWords::tr("answers: %1", "a message, cited").arg(text)
                                 : RowWords::tr("answers %1: %2", "whom, a message, cited").arg(name, text);

        RowLayout::Action action{RowLayout::Action::Kind::Quoted,
                                 RowWords::tr("Show the message that this answers"),
                                 QRect(row::textAt, flow.y, m_textRect.right() + 1 - row::textAt, line),
                                 {}};
        action.hit = action.textRect.adjusted(0, -1, 0, below - 1);
        action.hit.setHeight(std::max(row::smallestHit, action.hit.height()));
        action.number = quoted.seq;
        action.tip = text == m_text ? QString() : text;
        flow.out.actions.append(action);
        flow.y += line + below;
    }

    void mirror(const Mirror &turn, RowLayout &) override
    {
        turn(m_bar);
        turn(m_nameRect);
        turn(m_textRect);
    }

    void paint(QPainter &painter, const RowScene &scene) const override
    {
        fillLine(painter, m_bar, color(u"quoteBar"_s));
        drawLine(painter, m_nameRect, m_name, scene.theme.font(TextStyle::Label, QFont::DemiBold), color(u"text"_s),
                 scene.metrics.direction);
        drawLine(painter, m_textRect, m_text, textFont(scene.theme), color(u"textMuted"_s), scene.metrics.direction);
    }

    QString words() const override { return m_words; }

private:
    [[nodiscard]] QFont textFont(const Theme &theme) const
    {
        QFont font = theme.font(TextStyle::Small);
        font.setItalic(m_quiet);
        return font;
    }

    // Without its marks and line breaks; what a spoiler covers stays covered.
    static QString oneLine(const QString &markdown)
    {
        MessageText text = parseMessage(markdown.left(mostCharacters));
        QString line = plainCovered(text, {});
        line.replace(u'\n', u' ').replace(u'\t', u' ');
        return line.left(mostCharacters);
    }

    bool m_quiet = false;
    QString m_name;
    QString m_text;
    QString m_words;
    QRect m_bar;
    QRect m_nameRect;
    QRect m_textRect;
};

} // namespace

std::shared_ptr<RowPart> makeQuote(RowFlow &flow)
{
    const bool quotes = flow.row.kind == client::MessageRow::Kind::Message && flow.row.quote && !flow.row.deleted;
    return quotes ? std::make_shared<QuotePart>(flow) : nullptr;
}

} // namespace confab::ui
