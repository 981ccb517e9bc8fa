// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/expected.h>
#include <confab/store/sqlite_store.h>

#include <QString>

#include <memory>
#include <optional>

namespace confab::app
{

// An exit code, said, where the folder is none of a server. Nothing is touched: it may be somebody's home that was
// typed.
[[nodiscard]] std::optional<int> refuseOtherFolder(const QString &folder);

enum class IfMissing { Make, Refuse };

// The store of a data folder, for a command beside the server that may run on it. What went wrong has been said; the
// error is the exit code.
[[nodiscard]] Expected<std::unique_ptr<store::SqliteStore>, int> openForCommand(const QString &folder,
                                                                                IfMissing ifMissing);

} // namespace confab::app
