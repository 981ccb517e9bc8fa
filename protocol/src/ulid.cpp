// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/protocol/ulid.h>

#include <QRandomGenerator>

#include <algorithm>

namespace confab::protocol
{

namespace
{

using namespace Qt::StringLiterals;

constexpr auto alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"_L1;
constexpr qsizetype timeLength = 10;   // 48 bits, five to a character, two bits to spare
constexpr qsizetype randomLength = 16; // 80 bits

// The lowest `length` groups of five bits, the highest first: sorting the text sorts the numbers.
void append(QString &text, quint64 bits, qsizetype length)
{
    for (qsizetype group = length - 1; group >= 0; --group)
        text.append(alphabet.at(static_cast<qsizetype>((bits >> (5 * group)) & 31)));
}

} // namespace

QString makeUlid(const QDateTime &now)
{
    QString text;
    text.reserve(timeLength + randomLength);
    append(text, static_cast<quint64>(now.toMSecsSinceEpoch()) & ((quint64{1} << 48) - 1), timeLength);
    append(text, QRandomGenerator::system()->generate64(), randomLength / 2);
    append(text, QRandomGenerator::system()->generate64(), randomLength / 2);
    return text;
}

bool isUlid(const QString &text)
{
    // A first character past 7 would stand for more than 48 bits of time.
    return text.size() == timeLength + randomLength && text.front() <= u'7' &&
           std::all_of(text.begin(), text.end(), [](QChar character) { return alphabet.contains(character); });
}

} // namespace confab::protocol
