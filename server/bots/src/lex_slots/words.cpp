// SPDX-License-Identifier: GPL-3.0-or-later
#include "words.h"

namespace confab::bots::lex
{

namespace
{

char32_t codePointAt(const QString &text, qsizetype at)
{
    const QChar unit = text[at];
    if (unit.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return QChar::surrogateToUcs4(unit, text[at + 1]);
    return unit.unicode();
}

qsizetype unitsOf(char32_t point)
{
    return QChar::requiresSurrogates(point) ? 2 : 1;
}

bool isLetter(char32_t point)
{
    return QChar::isLetter(point) || QChar::isMark(point);
}

bool isApostrophe(char32_t point)
{
    return point == U'\'' || point == U'\u2019';
}

QString folded(const QString &piece, Word::Kind kind)
{
    QString result;
    if (kind == Word::Digits) {
        for (const QChar digit : piece)
            result.append(QChar(u'0' + digit.digitValue()));
        return result;
    }
    result = piece.toLower();
    return result.replace(QChar(u'\u2019'), QChar(u'\''));
}

} // namespace

Words::Words(const QString &text)
    : m_text(text)
{
    bool glued = false;
    for (qsizetype at = 0; at < text.size();) {
        const char32_t first = codePointAt(text, at);
        if (QChar::isSpace(first)) {
            glued = false;
            at += unitsOf(first);
            continue;
        }
        const qsizetype begin = at;
        Word::Kind kind = Word::Mark;
        at += unitsOf(first);
        if (isLetter(first)) {
            kind = Word::Letters;
            while (at < text.size()) {
                const char32_t point = codePointAt(text, at);
                const bool inner =
                    isApostrophe(point) && at + 1 < text.size() && QChar::isLetter(codePointAt(text, at + 1));
                if (!isLetter(point) && !inner)
                    break;
                at += unitsOf(point);
            }
        } else if (first < 0x10000 && QChar::isDigit(first)) {
            kind = Word::Digits;
            while (at < text.size() && text[at].isDigit())
                ++at;
        }
        const QString piece = text.sliced(begin, at - begin);
        m_words.append({kind, begin, at - begin, glued, QChar::isUpper(first), folded(piece, kind)});
        glued = true;
    }
}

const Word &Words::operator[](qsizetype i) const
{
    static const Word nothing;
    return has(i) ? m_words[i] : nothing;
}

bool Words::isOneOf(qsizetype i, std::initializer_list<QLatin1StringView> words) const
{
    const QString &word = (*this)[i].folded;
    for (const QLatin1StringView one : words) {
        if (word == one)
            return true;
    }
    return false;
}

bool Words::say(qsizetype i, std::initializer_list<QLatin1StringView> words) const
{
    for (const QLatin1StringView word : words) {
        if (!is(i++, word))
            return false;
    }
    return true;
}

bool Words::gluedMark(qsizetype i, char16_t mark) const
{
    return glued(i) && m_words[i].kind == Word::Mark && m_words[i].folded == QChar(mark);
}

int Words::number(qsizetype i) const
{
    return digits(i) && m_words[i].folded.size() <= 9 ? m_words[i].folded.toInt() : -1;
}

qsizetype Words::endOfRun(qsizetype i) const
{
    ++i;
    while (glued(i))
        ++i;
    return i;
}

QString Words::text(qsizetype from, qsizetype to) const
{
    if (!has(from) || to <= from)
        return {};
    const Word &last = (*this)[to - 1];
    return m_text.sliced(m_words[from].at, last.at + last.length - m_words[from].at);
}

} // namespace confab::bots::lex
