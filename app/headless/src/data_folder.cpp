// SPDX-License-Identifier: GPL-3.0-or-later
#include "data_folder.h"

#include "command_line.h"

namespace confab::app
{

std::optional<int> refuseOtherFolder(const QString &folder)
{
    if (store::SqliteStore::isIn(folder))
        return {};
    return complain(exitDataFolder, QStringLiteral("%1 is no folder of a server.").arg(folder));
}

Expected<std::unique_ptr<store::SqliteStore>, int> openForCommand(const QString &folder, IfMissing ifMissing)
{
    if (ifMissing == IfMissing::Refuse) {
        if (const auto code = refuseOtherFolder(folder))
            return Unexpected{*code};
    }
    auto opened = store::SqliteStore::open(folder, store::SqliteStore::Purpose::Tool);
    if (!opened)
        return Unexpected{complain(exitDataFolder, opened.error().sentence())};
    return std::move(*opened);
}

} // namespace confab::app
