// SPDX-License-Identifier: GPL-3.0-or-later
#include "export_assembly.h"
#include "export_files.h"
#include "plain_words.h"

#include <confab/bots/lex_export.h>

#include <QFile>
#include <QFileInfo>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

std::variant<Import, QString> readExport(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return u"There is no file or folder %1."_s.arg(quoted(path));
    ExportAssembly assembly;
    const auto take = [&assembly](const QString &file, const std::optional<QByteArray> &json) {
        return assembly.take(file, json);
    };
    std::optional<QString> reason;
    if (info.isDir()) {
        reason = readFolder(path, take);
    } else if (info.isFile()) {
        QFile file(path);
        reason = readZip(file, take);
    } else {
        reason = u"It is neither a folder nor a zip file."_s;
    }
    if (reason)
        return *reason;
    return assembly.finish(info.completeBaseName());
}

} // namespace confab::bots::lex
