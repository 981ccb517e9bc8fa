// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/fuzzy_match.h"

namespace confab::ui
{

namespace
{

// Costs of a fit as a whole; letters that stand apart cost more than any of them.
constexpr int atStart = 0;
constexpr int atWord = 1;
constexpr int inside = 2;
constexpr int apart = 10;

// Without accents, in one case.
QString bare(const QString &text)
{
    QString letters;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD).toCaseFolded()) {
        if (c.category() != QChar::Mark_NonSpacing)
            letters.append(c);
    }
    return letters;
}

bool beginsWord(const QString &text, qsizetype at)
{
    return at == 0 || !text.at(at - 1).isLetterOrNumber();
}

} // namespace

std::optional<int> fuzzyCost(const QString &name, const QString &typed)
{
    const QString text = bare(name);
    const QString wanted = bare(typed);
    if (text.startsWith(wanted))
        return atStart;
    int whole = -1;
    for (qsizetype at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
        if (beginsWord(text, at))
            return atWord;
        whole = inside;
    }
    if (whole >= 0)
        return whole;
    // Each letter that is jumped over costs one, but the beginning of a word is a good place to jump to.
    int cost = apart;
    qsizetype from = 0;
    for (const QChar c : wanted) {
        if (c.isSpace())
            continue;
        const qsizetype at = text.indexOf(c, from);
        if (at < 0)
            return std::nullopt;
        cost += beginsWord(text, at) ? 0 : static_cast<int>(at - from);
        from = at + 1;
    }
    return cost;
}

QList<qsizetype> fuzzyLetters(const QString &name, const QString &typed)
{
    // Each bare letter, and where it stood.
    QString text;
    QList<qsizetype> places;
    qsizetype at = 0;
    for (const char32_t letter : name.toUcs4()) {
        text += bare(QString::fromUcs4(&letter, 1));
        while (places.size() < text.size())
            places.append(at);
        at += QChar::requiresSurrogates(letter) ? 2 : 1;
    }
    const QString wanted = bare(typed);
    QList<qsizetype> found;
    qsizetype whole = text.startsWith(wanted) ? 0 : -1;
    for (qsizetype i = text.indexOf(wanted); whole < 0 && i >= 0; i = text.indexOf(wanted, i + 1)) {
        if (beginsWord(text, i))
            whole = i;
    }
    if (whole < 0)
        whole = text.indexOf(wanted);
    if (whole >= 0) {
        for (qsizetype i = whole; i < whole + wanted.size(); ++i)
            found.append(places.at(i));
        return found;
    }
    qsizetype from = 0;
    for (const QChar c : wanted) {
        if (c.isSpace())
            continue;
        const qsizetype next = text.indexOf(c, from);
        if (next < 0)
            return {};
        found.append(places.at(next));
        from = next + 1;
    }
    return found;
}

} // namespace confab::ui
