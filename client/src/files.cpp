// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/files.h>

#include <confab/protocol/limits.h>
#include <confab/protocol/names.h>

#include <QFileInfo>
#include <QMimeDatabase>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

Problem problem(protocol::ErrorCode code, const QString &field)
{
    return {code, field, {}, 0, false};
}

// Windows takes these for devices, with any suffix, in any case (learn.microsoft.com, "Naming Files, Paths, and
// Namespaces"); the small figures count as figures there.
bool isDevice(const QString &name)
{
    QString stem = name.section(u'.', 0, 0).trimmed().toUpper();
    if (stem == "CON"_L1 || stem == "PRN"_L1 || stem == "AUX"_L1 || stem == "NUL"_L1 || stem == "CONIN$"_L1 ||
        stem == "CONOUT$"_L1)
        return true;
    return stem.size() == 4 && (stem.startsWith("COM"_L1) || stem.startsWith("LPT"_L1)) &&
           u"0123456789\u00b9\u00b2\u00b3"_s.contains(stem[3]);
}

// As much of its beginning as fits, whole characters, the suffix kept.
QString shortened(const QString &name, qsizetype bytes)
{
    if (name.toUtf8().size() <= bytes)
        return name;
    const qsizetype dot = name.lastIndexOf(u'.');
    QString suffix = dot > 0 ? name.sliced(dot) : QString();
    constexpr qsizetype longestSuffix = 32;
    if (suffix.toUtf8().size() > longestSuffix)
        suffix.clear();
    QString stem = name.chopped(suffix.size());
    while (!stem.isEmpty() && stem.toUtf8().size() + suffix.toUtf8().size() > bytes)
        stem.chop(stem.back().isLowSurrogate() ? 2 : 1);
    return stem + suffix;
}

// By its content; by its name where that tells more of the same: a document is a zip archive as well.
QString kindOf(const QFileInfo &info)
{
    const QMimeDatabase database;
    const QMimeType content = database.mimeTypeForFile(info, QMimeDatabase::MatchContent);
    const QMimeType name = database.mimeTypeForFile(info, QMimeDatabase::MatchExtension);
    return name.inherits(content.name()) ? name.name() : content.name();
}

} // namespace

Expected<LocalFile, Problem> inspectFile(const QString &path, qint64 maxBytes)
{
    const QFileInfo info(path);
    if (!info.isFile() || !info.isReadable())
        return Unexpected{problem(protocol::ErrorCode::NotFound, u"file"_s)};
    if (info.size() < 1)
        return Unexpected{problem(protocol::ErrorCode::BadField, u"size"_s)};
    if (maxBytes > 0 && info.size() > maxBytes)
        return Unexpected{problem(protocol::ErrorCode::TooLarge, u"size"_s)};
    LocalFile file;
    file.path = info.absoluteFilePath();
    file.name = protocol::isFileName(info.fileName()) ? info.fileName() : safeFileName(info.fileName());
    file.mime = kindOf(info);
    if (file.mime.toUtf8().size() > protocol::limits::mimeBytes)
        file.mime = u"application/octet-stream"_s;
    file.size = info.size();
    return file;
}

QString safeFileName(const QString &name)
{
    QString safe;
    for (const char32_t point : name.toUcs4()) {
        const QString character = QString::fromUcs4(&point, 1);
        const bool forbidden =
            point < 0x20 || (point < 0x80 && u"\\/:*?\"<>|"_s.contains(QChar(char16_t(point)))) ||
            (point != u' ' && !protocol::isFileName(character) && point != 0x200D && point != 0xFE0F);
        safe += forbidden ? u"_"_s : character;
    }
    // A leading dot hides a file; Windows drops dots and blanks at the end, and then it is another one.
    const auto isDotOrBlank = [](QChar character) { return character == u'.' || character.isSpace(); };
    while (!safe.isEmpty() && isDotOrBlank(safe.front()))
        safe.remove(0, 1);
    while (!safe.isEmpty() && isDotOrBlank(safe.back()))
        safe.chop(1);
    if (isDevice(safe))
        safe.prepend(u'_');
    safe = shortened(safe, protocol::limits::fileNameBytes);
    while (!safe.isEmpty() && isDotOrBlank(safe.back()))
        safe.chop(1);
    return safe.isEmpty() || !protocol::isFileName(safe) ? u"file"_s : safe;
}

} // namespace confab::client
