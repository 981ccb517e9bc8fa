// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language.h"

#include <QString>
#include <QStringView>

#include <algorithm>

namespace confab::bots::offline
{

// What the matcher takes words for, both while it learns and while it compares.

[[nodiscard]] inline float weightOf(Token::Kind kind)
{
    return kind == Token::Kind::Stop ? 0.05F : kind == Token::Kind::Frame ? 0.15F : 1.0F;
}

// A number of a booking, a card, …
[[nodiscard]] inline bool isCode(const Token &token)
{
    return token.word.size() >= 4 &&
           std::count_if(token.word.begin(), token.word.end(), [](QChar c) { return c.isDigit(); }) >= 3;
}

// FNV-1a. Qt's hash is another one in each process, and what is learned is summed in the order of the hashes: a
// sentence on the brink of the threshold would be understood now and then.
[[nodiscard]] inline quint64 hashOf(QStringView text, quint64 hash = 14695981039346656037ULL)
{
    for (const QChar c : text)
        hash = (hash ^ c.unicode()) * 1099511628211ULL;
    return hash;
}

// Of two neighbours.
[[nodiscard]] inline quint64 pairOf(const QString &a, const QString &b)
{
    return hashOf(b, hashOf(u" ", hashOf(a)));
}

} // namespace confab::bots::offline
