// SPDX-License-Identifier: GPL-3.0-or-later
#include "data_folder.h"

#include "command_line.h"

namespace confab::app
{

Expected<std::unique_ptr<store::SqliteStore>, int> openForCommand(const QString &folder, IfMissing ifMissing)
{
    // Before anything is touched: it may be somebody's home that was typed.
    if (ifMissing == IfMissing::Refuse && !store::SqliteStore::isIn(folder))
        return Unexpected{complain(exitDataFolder, QStringLiteral("%1 is no folder of a server.").arg(folder))};
    auto opened = store::SqliteStore::open(folder, store::SqliteStore::Purpose::Tool);
    if (!opened)
        return Unexpected{complain(exitDataFolder, opened.error().sentence())};
    return std::move(*opened);
}

} // namespace confab::app
