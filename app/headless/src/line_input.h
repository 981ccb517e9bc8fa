// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace confab::app
{

// The first line of standard input, without its end.
[[nodiscard]] QString lineFromInput();

} // namespace confab::app
