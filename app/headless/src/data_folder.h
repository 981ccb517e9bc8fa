// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/expected.h>
#include <confab/store/sqlite_store.h>

#include <QString>

#include <memory>

namespace confab::app
{

enum class IfMissing { Make, Refuse };

// The store of a data folder, for a command beside the server that may run on it. What went wrong has been said; the
// error is the exit code.
[[nodiscard]] Expected<std::unique_ptr<store::SqliteStore>, int> openForCommand(const QString &folder,
                                                                                IfMissing ifMissing);

} // namespace confab::app
