// SPDX-License-Identifier: GPL-3.0-or-later
#include "export_files.h"

#include "plain_words.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <quazip/quazip.h>
#include <quazip/quazipfile.h>

#include <algorithm>
#include <iterator>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 mebibyte = 1024 * 1024;
constexpr qint64 mostInAll = 64 * mebibyte;
constexpr qint64 mostInFile = 8 * mebibyte;
constexpr int mostFiles = 5000;
constexpr int mostFoldersDeep = 32;
constexpr qsizetype longestPath = 512;
constexpr qint64 readAtOnce = 64 * 1024;

bool isLitter(const QString &path)
{
    const QString name = path.section(u'/', -1);
    return path.startsWith("__MACOSX/"_L1) || path.contains("/__MACOSX/"_L1) || name == ".DS_Store"_L1 ||
           name == "Thumbs.db"_L1 || name == "desktop.ini"_L1;
}

bool isJson(const QString &path)
{
    return path.endsWith(".json"_L1, Qt::CaseInsensitive);
}

// Counts what was let in, and says why something is not.
class Gate
{
public:
    std::optional<QString> another(const QString &path)
    {
        if (++m_files > mostFiles)
            return u"It holds more than %1 files and folders."_s.arg(mostFiles);
        const auto bad = [](QChar letter) { return letter.category() == QChar::Other_Control; };
        if (path.size() > longestPath || std::any_of(path.begin(), path.end(), bad))
            return u"It holds a file with an impossible name: %1."_s.arg(quoted(path));
        const QStringList steps = path.split(u'/');
        if (steps.size() - 1 > mostFoldersDeep)
            return u"Its folders are nested too deep."_s;
        const bool leadsOut = path.startsWith(u'/') || steps.constFirst().contains(u':') || steps.contains(".."_L1);
        if (leadsOut)
            return u"It holds a file whose name leads out of the export: %1."_s.arg(quoted(path));
        if (m_seen.contains(path))
            return u"It holds %1 twice."_s.arg(quoted(path));
        m_seen.insert(path);
        return {};
    }

    // All of a file, or a reason.
    std::optional<QString> read(QIODevice &file, const QString &path, QByteArray &bytes)
    {
        while (true) {
            const QByteArray more = file.read(readAtOnce);
            if (more.isEmpty())
                break;
            m_bytes += more.size();
            if (m_bytes > mostInAll)
                return u"Unpacked it is larger than %1 MiB."_s.arg(mostInAll / mebibyte);
            if (bytes.size() + more.size() > mostInFile)
                return u"%1 is larger than %2 MiB."_s.arg(quoted(path)).arg(mostInFile / mebibyte);
            bytes += more;
        }
        return {};
    }

private:
    int m_files = 0;
    qint64 m_bytes = 0;
    QSet<QString> m_seen;
};

std::optional<QString> isLink(const QString &path)
{
    return u"%1 is a symbolic link, and an export has none."_s.arg(quoted(path));
}

class FolderReader
{
public:
    FolderReader(const QString &top, const TakeFile &take)
        : m_top(top)
        , m_take(take)
    {
    }

    std::optional<QString> read(const QString &folder)
    {
        const QDir dir(m_top.filePath(folder));
        if (!dir.isReadable())
            return u"The folder %1 cannot be read."_s.arg(quoted(dir.path()));
        const auto entries = dir.entryInfoList(
            QDir::Files | QDir::Dirs | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
        for (const QFileInfo &entry : entries) {
            const QString path = folder.isEmpty() ? entry.fileName() : folder + u'/' + entry.fileName();
            if (auto reason = one(entry, path))
                return reason;
        }
        return {};
    }

private:
    std::optional<QString> one(const QFileInfo &entry, const QString &path)
    {
        if (auto reason = m_gate.another(path))
            return reason;
        if (entry.isSymLink())
            return isLink(path);
        if (entry.isDir())
            return path.section(u'/', -1) == "__MACOSX"_L1 ? std::nullopt : read(path);
        if (isLitter(path))
            return {};
        if (!isJson(path))
            return m_take(path, {});
        // A named pipe would be waited for.
        QFile file(entry.filePath());
        if (!entry.isFile() || !file.open(QIODevice::ReadOnly))
            return u"%1 cannot be read."_s.arg(quoted(path));
        QByteArray bytes;
        if (auto reason = m_gate.read(file, path, bytes))
            return reason;
        if (file.error() != QFileDevice::NoError)
            return u"%1 cannot be read."_s.arg(quoted(path));
        return m_take(path, bytes);
    }

    const QDir m_top;
    const TakeFile &m_take;
    Gate m_gate;
};

// The Unix file mode, where the zip has it: APPNOTE.TXT 4.4.15.
bool isLinkInZip(const QuaZipFileInfo64 &info)
{
    constexpr quint32 kindOfFile = 0170000;
    constexpr quint32 symbolicLink = 0120000;
    return (quint32(info.externalAttr) >> 16 & kindOfFile) == symbolicLink;
}

std::optional<QString> unpack(QuaZip &zip, const QuaZipFileInfo64 &info, const QString &path, Gate &gate,
                              const TakeFile &take)
{
    constexpr quint16 encrypted = 1;
    constexpr quint16 stored = 0;
    constexpr quint16 deflated = 8;
    if (info.flags & encrypted)
        return u"%1 is encrypted."_s.arg(quoted(path));
    if (info.method != stored && info.method != deflated)
        return u"%1 is packed in a way that is not read here."_s.arg(quoted(path));
    QByteArray bytes;
    QuaZipFile file(&zip);
    const auto damaged = [&path] { return u"%1 is damaged in the zip."_s.arg(quoted(path)); };
    if (!file.open(QIODevice::ReadOnly))
        return damaged();
    if (auto reason = gate.read(file, path, bytes))
        return reason;
    if (file.getZipError() != UNZ_OK || quint64(bytes.size()) != info.uncompressedSize)
        return damaged();
    file.close(); // compares the checksum
    if (file.getZipError() != UNZ_OK)
        return damaged();
    return take(path, bytes);
}

} // namespace

std::optional<QString> readFiles(const QString &path, const TakeFile &take)
{
    const QFileInfo info(path);
    if (!info.exists())
        return u"There is no file or folder %1."_s.arg(quoted(path));
    if (info.isDir())
        return readFolder(path, take);
    if (!info.isFile())
        return u"It is neither a folder nor a zip file."_s;
    QFile file(path);
    return readZip(file, take);
}

std::optional<QString> readFolder(const QString &folder, const TakeFile &take)
{
    return FolderReader(folder, take).read({});
}

std::optional<QString> readZip(QIODevice &device, const TakeFile &take)
{
    if (device.size() > mostInAll)
        return u"It is larger than %1 MiB."_s.arg(mostInAll / mebibyte);
    QuaZip zip(&device);
    zip.setFileNameCodec("UTF-8");
    if (!zip.open(QuaZip::mdUnzip))
        return u"It is no zip file, or a damaged one."_s;
    Gate gate;
    for (bool more = zip.goToFirstFile(); more; more = zip.goToNextFile()) {
        QuaZipFileInfo64 info;
        if (!zip.getCurrentFileInfo(&info))
            return u"The zip file is damaged."_s;
        QString path = info.name;
        path.replace(u'\\', u'/'); // as some programs on Windows write
        if (auto reason = gate.another(path))
            return reason;
        if (isLinkInZip(info))
            return isLink(path);
        if (path.endsWith(u'/') || isLitter(path))
            continue;
        if (auto reason = isJson(path) ? unpack(zip, info, path, gate, take) : take(path, {}))
            return reason;
    }
    if (zip.getZipError() != UNZ_OK && zip.getZipError() != UNZ_END_OF_LIST_OF_FILE)
        return u"The zip file is damaged."_s;
    return {};
}

} // namespace confab::bots::lex
