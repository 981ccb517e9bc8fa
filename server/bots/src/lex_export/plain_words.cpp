// SPDX-License-Identifier: GPL-3.0-or-later
#include "plain_words.h"

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

QString harmless(const QString &text)
{
    QString clean = text;
    for (QChar &letter : clean) {
        const QChar::Category category = letter.category();
        if (category == QChar::Other_Control || category == QChar::Other_Format || category == QChar::Separator_Line ||
            category == QChar::Separator_Paragraph)
            letter = u'?';
    }
    return clean;
}

QString quoted(const QString &text)
{
    constexpr qsizetype longest = 80;
    const QString shown = text.size() > longest ? text.left(longest - 1) + u'…' : text;
    return u'"' + harmless(shown) + u'"';
}

} // namespace confab::bots::lex
