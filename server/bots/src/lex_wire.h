// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/lex.h>

#include <QByteArray>

namespace confab::bots::lex
{

// The body of an answer to RecognizeText; nothing: it is none. What is not known of it is passed over.
[[nodiscard]] std::optional<Response> parseResponse(const QByteArray &json);

} // namespace confab::bots::lex
