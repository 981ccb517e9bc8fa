// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace confab::bots
{

// The folder of "Hotel desk", the bot of every new server, for lex::readExport: it lies in the program. Any thread.
[[nodiscard]] QString hotelDesk();

} // namespace confab::bots
