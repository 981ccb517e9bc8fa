// SPDX-License-Identifier: GPL-3.0-or-later
#include "export_files.h"
#include "plain_words.h"

#include <confab/bots/lex_export_pack.h>

#include <quazip/quazip.h>
#include <quazip/quazipfile.h>
#include <quazip/quazipnewinfo.h>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

std::optional<QString> packExport(const QString &path, QIODevice &device)
{
    QuaZip zip(&device);
    zip.setAutoClose(false);
    zip.setFileNameCodec("UTF-8");
    const auto failed = [] { return u"The zip file cannot be written."_s; };
    if (!zip.open(QuaZip::mdCreate))
        return failed();
    const TakeFile put = [&](const QString &name, const std::optional<QByteArray> &json) -> std::optional<QString> {
        if (!json)
            return {};
        QuaZipFile file(&zip);
        if (!file.open(QIODevice::WriteOnly, QuaZipNewInfo(name)) || file.write(*json) != json->size())
            return failed();
        file.close();
        return file.getZipError() == UNZ_OK ? std::nullopt : std::optional(failed());
    };
    if (auto reason = readFiles(path, put))
        return reason;
    zip.close();
    return zip.getZipError() == UNZ_OK ? std::nullopt : std::optional(failed());
}

} // namespace confab::bots::lex
