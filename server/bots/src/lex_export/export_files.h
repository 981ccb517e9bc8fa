// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

class QIODevice;

// The files of an export, one after the other, so that never more than one of them is held. Nothing is written to disk.
namespace confab::bots::lex
{

// Takes a file: its path inside the export, and what it holds where it is JSON. A reason to go no further may come
// back.
using TakeFile = std::function<std::optional<QString>(const QString &path, const std::optional<QByteArray> &json)>;

// The reason, in English, where the files cannot be had or pass the bounds that readExport() names. Files that a file
// manager leaves behind are passed over. Symbolic links are a reason: they may lead anywhere, and in a circle.
[[nodiscard]] std::optional<QString> readFiles(const QString &path, const TakeFile &take); // a folder or a zip file
[[nodiscard]] std::optional<QString> readFolder(const QString &folder, const TakeFile &take);
// `zip` can seek and is not open. Sizes are counted while unpacking, as what the zip says of them may be a lie.
[[nodiscard]] std::optional<QString> readZip(QIODevice &zip, const TakeFile &take);

} // namespace confab::bots::lex
