// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command_line.h"

namespace confab::app
{

// --set of the commands about bots.
inline void addSet(CommandLine &line)
{
    line.add(QStringLiteral("set"), QStringLiteral("As if it were given to serve."),
             QStringLiteral("bot/ID.key=value"));
}

} // namespace confab::app
