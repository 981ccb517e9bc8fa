// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

class QIODevice;

namespace confab::bots::lex
{

// Writes the JSON files of an export, a zip file or a folder, as a zip file of the program's own: what readExport()
// reads of either is the same. `zip` is open for reading and writing, and empty. The reason, in English, where there
// are no files to be had or they pass the bounds. Blocks; any thread.
[[nodiscard]] std::optional<QString> packExport(const QString &path, QIODevice &zip);

} // namespace confab::bots::lex
