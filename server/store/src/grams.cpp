// SPDX-License-Identifier: GPL-3.0-or-later
#include "grams.h"

#include <confab/protocol/defence.h>

#include <QList>

#include <algorithm>
#include <vector>

namespace confab::store
{

namespace
{

constexpr qsizetype longest = 3;
constexpr int bitsOfACharacter = 21; // three of them in 63 bits

using Characters = QList<uint>; // code points

// The first character in the lowest bits, 0 behind the last.
quint64 pack(const Characters &text, qsizetype from, qsizetype length)
{
    quint64 packed = 0;
    for (qsizetype i = 0; i < length; ++i)
        packed |= quint64{text.at(from + i)} << (i * bitsOfACharacter);
    return packed;
}

// The tokenizer knows letters and digits of ASCII and everything beyond it; its other characters are moved to where no
// script is. A character that was there already only makes for a candidate more.
char32_t toToken(char32_t character)
{
    constexpr char32_t privateUse = 0xE000;
    const bool isWord = character > 0x7F || (character >= U'0' && character <= U'9') ||
                        (character >= U'a' && character <= U'z') || (character >= U'A' && character <= U'Z');
    return isWord || !inForce("search-syntax") ? character : privateUse + character;
}

void unpackTo(QString &out, quint64 packed)
{
    constexpr quint64 mask = (quint64{1} << bitsOfACharacter) - 1;
    for (; packed != 0; packed >>= bitsOfACharacter) {
        const char32_t character = toToken(static_cast<char32_t>(packed & mask));
        if (QChar::requiresSurrogates(character)) {
            out.append(QChar::highSurrogate(character));
            out.append(QChar::lowSurrogate(character));
        } else {
            out.append(QChar(static_cast<char16_t>(character)));
        }
    }
}

} // namespace

QString gramsOf(const QString &form)
{
    const Characters text = form.toUcs4();
    std::vector<quint64> grams;
    grams.reserve(static_cast<std::size_t>(text.size()) * longest);
    for (qsizetype i = 0; i < text.size(); ++i) {
        for (qsizetype length = 1; length <= longest && i + length <= text.size(); ++length) {
            if (QChar::isSpace(text.at(i + length - 1)))
                break;
            grams.push_back(pack(text, i, length));
        }
    }
    std::sort(grams.begin(), grams.end());
    grams.erase(std::unique(grams.begin(), grams.end()), grams.end());

    QString joined;
    joined.reserve(static_cast<qsizetype>(grams.size()) * (longest + 1));
    for (const quint64 gram : grams) {
        if (!joined.isEmpty())
            joined.append(u' ');
        unpackTo(joined, gram);
    }
    return joined;
}

QStringList gramsOfTerm(const QString &term, qsizetype most)
{
    const Characters text = term.toUcs4();
    const qsizetype length = std::min(qsizetype{text.size()}, longest);
    const qsizetype places = text.size() - length + 1;
    const qsizetype taken = std::min(places, most);
    QStringList grams;
    for (qsizetype i = 0; i < taken; ++i) {
        QString gram;
        // First and last are among them.
        unpackTo(gram, pack(text, taken > 1 ? i * (places - 1) / (taken - 1) : 0, length));
        grams.append(gram);
    }
    grams.removeDuplicates();
    return grams;
}

} // namespace confab::store
