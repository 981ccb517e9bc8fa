// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/error.h>
#include <confab/bots/lex.h>

namespace confab::bots
{

[[nodiscard]] lex::Failure failureOf(const aws::Error &error);

} // namespace confab::bots
