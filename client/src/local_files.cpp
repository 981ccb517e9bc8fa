// SPDX-License-Identifier: GPL-3.0-or-later
#include "local_files.h"

#include "file_reading.h"
#include "file_thread.h"
#include "logging.h"
#include "private_files.h"

#include <confab/client/files.h>
#include <confab/protocol/file_chunk.h>
#include <confab/protocol/ulid.h>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

// As much as a phone keeps of a busy chat; the server has all of it.
constexpr qint64 mostKept = qint64{1024} * 1024 * 1024;
// What somebody sent is copied for being shown again; a larger file lies where they know it to be.
constexpr qint64 mostAdopted = 16 * 1024 * 1024;

const auto partSuffix = u".part"_s;

bool write(const QString &path, qint64 offset, const QByteArray &bytes)
{
    QFile file(path);
    if (!makePrivateFolder(QFileInfo(path).path()) || !file.open(QIODevice::ReadWrite, ownerOnly))
        return false;
    if (offset == 0 && file.size() > 0 && !file.resize(0))
        return false;
    return file.size() == offset && file.seek(offset) && file.write(bytes) == bytes.size() && file.flush();
}

bool moveOver(const QString &from, const QString &to)
{
    QFile::remove(to);
    return QFile::rename(from, to);
}

bool copyAs(const OutboxFile &file, const QString &to)
{
    const QString part = to + partSuffix;
    QFile::remove(part);
    if (!makePrivateFolder(QFileInfo(to).path()) || !QFile::copy(file.path, part))
        return false;
    // It may have changed since its bytes were sent.
    const bool same =
        QFileInfo(part).size() == file.size && QFileInfo(file.path).lastModified().toMSecsSinceEpoch() == file.modified;
    if (same && QFile::setPermissions(part, ownerOnly) && moveOver(part, to))
        return true;
    QFile::remove(part);
    return false;
}

} // namespace

LocalFiles::LocalFiles(const QString &profileFolder, FileThread &thread, QObject *parent)
    : QObject(parent)
    , m_files(profileFolder + u"/files"_s)
    , m_outgoing(profileFolder + u"/outgoing"_s)
    , m_begun(protocol::makeUlid().left(10))
    , m_thread(thread)
{
}

QString LocalFiles::partPath(const QString &id) const
{
    return path(id) + partSuffix;
}

LocalFiles::Listing LocalFiles::list(const QString &folder)
{
    Listing found;
    const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files | QDir::Hidden);
    for (const QFileInfo &info : files) {
        const QString name = info.fileName();
        if (protocol::isAttachmentId(name))
            found.whole.insert(name, {info.size(), info.lastModified().toMSecsSinceEpoch()});
        else if (name.endsWith(partSuffix) && protocol::isAttachmentId(name.chopped(partSuffix.size())))
            found.parts.insert(name.chopped(partSuffix.size()), info.size());
    }
    return found;
}

void LocalFiles::open()
{
    // Most profiles have none, and need no thread for them.
    if (!QFileInfo::exists(m_files))
        return;
    m_listing = true;
    m_thread.ask<Listing>([folder = m_files] { return list(folder); },
                          [this, round = m_round](const Listing &found) {
                              m_listing = false;
                              if (round != m_round)
                                  return;
                              // What came meanwhile is known better already.
                              for (auto it = found.whole.begin(); it != found.whole.end(); ++it) {
                                  if (!m_whole.contains(it.key()))
                                      m_whole.insert(it.key(), *it);
                              }
                              for (auto it = found.parts.begin(); it != found.parts.end(); ++it) {
                                  if (!m_whole.contains(it.key()) && !m_parts.contains(it.key()))
                                      m_parts.insert(it.key(), *it);
                              }
                              Q_EMIT listed();
                          });
}

void LocalFiles::use(const QString &id, std::function<void(bool)> done)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (const auto it = m_whole.find(id); it != m_whole.end())
        it->used = now;
    m_thread.ask<bool>(
        [path = path(id), size = m_whole.value(id).size, now] {
            QFile file(path);
            if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly) || file.size() != size)
                return false;
            // Where times cannot be set it counts as used when it came.
            (void)file.setFileTime(QDateTime::fromMSecsSinceEpoch(now), QFileDevice::FileModificationTime);
            return true;
        },
        [this, id, done = std::move(done)](bool there) {
            if (!there)
                m_whole.remove(id);
            done(there);
        });
}

void LocalFiles::append(const QString &id, qint64 offset, const QByteArray &bytes, std::function<void(bool)> done)
{
    m_thread.ask<bool>([path = partPath(id), offset, bytes] { return write(path, offset, bytes); },
                       [this, id, end = offset + bytes.size(), round = m_round, done = std::move(done)](bool good) {
                           if (round != m_round)
                               return;
                           if (good)
                               m_parts.insert(id, end);
                           else
                               m_parts.remove(id);
                           done(good);
                       });
}

void LocalFiles::hashPart(const QString &id, std::function<void(const QString &)> done)
{
    OutboxFile part;
    part.path = partPath(id);
    hashFile(m_thread, part, [this, round = m_round, done = std::move(done)](const FileRead &read) {
        if (round == m_round)
            done(read.sha256);
    });
}

void LocalFiles::finish(const QString &id, qint64 size, std::function<void(bool)> done)
{
    m_thread.ask<bool>(
        [from = partPath(id), to = path(id), size] { return QFileInfo(from).size() == size && moveOver(from, to); },
        [this, id, size, round = m_round, done = std::move(done)](bool good) {
            if (round != m_round)
                return;
            m_parts.remove(id);
            if (good)
                put(id, size);
            done(good);
        });
}

void LocalFiles::adopt(const QString &id, const OutboxFile &file)
{
    if (file.size > mostAdopted || has(id))
        return;
    m_thread.ask<bool>([file, to = path(id)] { return copyAs(file, to); },
                       [this, id, size = file.size, round = m_round](bool good) {
                           if (!good || round != m_round)
                               return;
                           put(id, size);
                           Q_EMIT changed(id);
                       });
}

void LocalFiles::put(const QString &id, qint64 size)
{
    m_whole.insert(id, {size, QDateTime::currentMSecsSinceEpoch()});
    qint64 all = 0;
    for (const Entry &entry : std::as_const(m_whole))
        all += entry.size;
    while (all > mostKept) {
        auto oldest = m_whole.end();
        for (auto it = m_whole.begin(); it != m_whole.end(); ++it) {
            if (it.key() != id && (oldest == m_whole.end() || it->used < oldest->used))
                oldest = it;
        }
        if (oldest == m_whole.end())
            return;
        all -= oldest->size;
        const QString gone = oldest.key();
        remove({gone});
        Q_EMIT changed(gone);
    }
}

void LocalFiles::remove(const QStringList &ids)
{
    QStringList paths;
    for (const QString &id : ids) {
        m_whole.remove(id);
        m_parts.remove(id);
        paths << path(id) << partPath(id);
    }
    m_thread.post([paths] {
        for (const QString &each : paths)
            QFile::remove(each);
    });
}

void LocalFiles::clear()
{
    ++m_round;
    m_whole.clear();
    m_parts.clear();
    m_sending.clear();
    for (const QString &folder : {m_files, m_outgoing}) {
        if (m_thread.begun() || QFileInfo::exists(folder))
            m_thread.post([folder] { QDir(folder).removeRecursively(); });
    }
}

QString LocalFiles::newOutgoing(const QString &name) const
{
    const QString folder = m_outgoing + u'/' + protocol::makeUlid();
    if (!makePrivateFolder(m_outgoing) || !makePrivateFolder(folder))
        qCWarning(cacheLog, "cannot make the folder %ls", qUtf16Printable(folder));
    return folder + u'/' + safeFileName(name);
}

void LocalFiles::keepOutgoing(const QSet<QString> &paths)
{
    const auto folderOf = [](const QString &path) { return path.left(path.lastIndexOf(u'/')); };
    QSet<QString> sending;
    for (const QString &path : paths) {
        if (path.startsWith(m_outgoing + u'/'))
            sending.insert(folderOf(path));
    }
    const QSet<QString> gone = m_sending - sending;
    m_sending = sending;
    for (const QString &folder : gone)
        m_thread.post([folder] { QDir(folder).removeRecursively(); });
    if (std::exchange(m_swept, true) || !QFileInfo::exists(m_outgoing))
        return;
    m_thread.post([outgoing = m_outgoing, begun = m_begun, sending] {
        const QStringList folders = QDir(outgoing).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString &each : folders) {
            if (each.left(10) < begun && !sending.contains(outgoing + u'/' + each))
                QDir(outgoing + u'/' + each).removeRecursively();
        }
    });
}

} // namespace confab::client
