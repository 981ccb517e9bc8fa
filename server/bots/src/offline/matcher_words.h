// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language.h"

#include <QHash>
#include <QString>

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

// Of two neighbours.
[[nodiscard]] inline quint64 pairOf(const QString &a, const QString &b)
{
    return (static_cast<quint64>(qHash(a, 1)) << 1) ^ static_cast<quint64>(qHash(b, 2));
}

} // namespace confab::bots::offline
