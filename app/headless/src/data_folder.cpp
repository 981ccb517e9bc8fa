// SPDX-License-Identifier: GPL-3.0-or-later
#include "data_folder.h"

#include "command_line.h"

#include <QFileInfo>

namespace confab::app
{

Expected<std::unique_ptr<store::SqliteStore>, int> openForCommand(const QString &folder, IfMissing ifMissing)
{
    if (ifMissing == IfMissing::Refuse && !QFileInfo(folder).isDir())
        return Unexpected{complain(exitDataFolder, QStringLiteral("There is no folder %1.").arg(folder))};
    auto opened = store::SqliteStore::open(folder, store::SqliteStore::Purpose::Tool);
    if (!opened)
        return Unexpected{complain(exitDataFolder, opened.error().sentence())};
    return std::move(*opened);
}

} // namespace confab::app
