// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

// What is done to the tables by hand: they are those that the functions' environment variables name, reached by the
// credentials that every AWS tool finds.
namespace confab::app
{

// The program's exit: 0; 1 where it was refused or did not work, 2 where there is no such command. What it gives goes
// to standard output, a sentence on what went wrong to standard error.
[[nodiscard]] int runCommand(const QStringList &words);

} // namespace confab::app
