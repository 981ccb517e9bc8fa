// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/word_marks.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
// Characters before the first mark that two lines of the narrowest pane have room for.
constexpr qsizetype mostBefore = 40;
// Four lines of the widest pane: no more is ever drawn.
constexpr qsizetype mostShown = 400;
} // namespace

QList<WordMark> wordMarks(const QString &text, const QStringList &words)
{
    QList<WordMark> found;
    for (const QString &word : words) {
        if (word.isEmpty())
            continue;
        for (qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(word, at + word.size(), Qt::CaseInsensitive))
            found.append({at, word.size()});
    }
    std::sort(found.begin(), found.end(), [](const WordMark &a, const WordMark &b) { return a.start < b.start; });
    QList<WordMark> joined;
    for (const WordMark &mark : std::as_const(found)) {
        if (!joined.isEmpty() && mark.start <= joined.last().start + joined.last().length) {
            WordMark &last = joined.last();
            last.length = std::max(last.start + last.length, mark.start + mark.length) - last.start;
        } else {
            joined.append(mark);
        }
    }
    return joined;
}

QString excerpt(const QString &text, const QStringList &words)
{
    const QString line = text.simplified();
    const QList<WordMark> marks = wordMarks(line, words);
    qsizetype from = 0;
    if (!marks.isEmpty() && marks.first().start > mostBefore) {
        from = marks.first().start - mostBefore;
        const qsizetype space = line.indexOf(u' ', from);
        if (space >= 0 && space < marks.first().start)
            from = space + 1;
        // Not in the middle of a character.
        if (line.at(from).isLowSurrogate())
            ++from;
    }
    const QString shown = line.mid(from, mostShown);
    return from > 0 ? u'…' + shown : shown;
}

} // namespace confab::ui
