// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace confab::bots::lex
{

// Somebody else's text inside a sentence of ours: in quotation marks, on one line, 80 characters at most, without what
// a terminal takes for an instruction or what turns the direction of writing.
[[nodiscard]] QString quoted(const QString &text);
// The same without quotation marks and of any length.
[[nodiscard]] QString harmless(const QString &text);

} // namespace confab::bots::lex
