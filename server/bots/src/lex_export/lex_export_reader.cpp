// SPDX-License-Identifier: GPL-3.0-or-later
#include "export_assembly.h"
#include "export_files.h"

#include <confab/bots/lex_export.h>

#include <QFileInfo>

namespace confab::bots::lex
{

std::variant<Import, QString> readExport(const QString &path)
{
    ExportAssembly assembly;
    const TakeFile take = [&assembly](const QString &file, const std::optional<QByteArray> &json) {
        return assembly.take(file, json);
    };
    if (auto reason = readFiles(path, take))
        return *reason;
    return assembly.finish(QFileInfo(path).completeBaseName());
}

} // namespace confab::bots::lex
