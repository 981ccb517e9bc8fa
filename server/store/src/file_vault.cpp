// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/store/file_vault.h>

#include "durable_files.h"
#include "kept_files.h"
#include "logging.h"
#include "private_folder.h"

#include <confab/protocol/defence.h>

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <system_error>

using namespace Qt::StringLiterals;

namespace confab::store
{

// What is done on the vault's thread.
class FileVault::Worker final : public QObject
{
public:
    Worker(const QString &folder, qint64 bytesPerSecond)
        : m_folder(filesOf(folder))
        , m_bytesPerSecond(bytesPerSecond)
    {
        m_clock.start();
    }

    // How much is here; -1: it cannot be kept.
    [[nodiscard]] qint64 expect(const Coming &coming);
    void giveUp(const QString &connection, const QString &attachment);
    void left(const QString &connection);
    void remove(const QList<Unwanted> &files);
    struct Step {
        qint64 offset = -1; // to be told; -1: nothing
        qint64 afterMs = 0;
        std::optional<Ended> ended;
    };
    [[nodiscard]] Step write(const QString &connection, const protocol::FileChunk &chunk);
    [[nodiscard]] QByteArray read(const QString &sha256, qint64 offset, qint64 most);
    [[nodiscard]] bool keep(const QString &sha256, const QByteArray &bytes);

private:
    struct Arrival {
        Coming coming;
        std::unique_ptr<QFile> file;
        std::unique_ptr<QCryptographicHash> hash; // of what is here
        qint64 offset = 0;
        int untold = 0; // chunks since it was told
    };

    [[nodiscard]] QString incomingPath(const QString &attachment) const
    {
        return m_folder + u"/incoming/"_s + attachment;
    }
    [[nodiscard]] static bool open(Arrival &arrival, const QString &path);
    // Empty: it is under its hash, on the disk; else why not.
    [[nodiscard]] QString keep(Arrival &arrival);
    // The same of a synced file in `incoming`.
    [[nodiscard]] QString keepAs(const QString &sha256, const QString &from);
    [[nodiscard]] QString makeFolders();

    // When so many bytes more of the connection are in time, in milliseconds from now.
    [[nodiscard]] qint64 pause(const QString &connection, qint64 bytes);

    QString m_folder;
    qint64 m_bytesPerSecond;
    QElapsedTimer m_clock;
    QHash<QString, qint64> m_inTime; // by connection: when what it has sent would have come at the rate
    QHash<QString, std::shared_ptr<Arrival>> m_arrivals; // by attachment
};

bool FileVault::Worker::open(Arrival &arrival, const QString &path)
{
    if (!makePrivateFile(path).isEmpty())
        return false;
    arrival.file = std::make_unique<QFile>(path);
    if (!arrival.file->open(QIODevice::ReadWrite))
        return false;
    arrival.hash = std::make_unique<QCryptographicHash>(QCryptographicHash::Sha256);
    // More than was announced is nothing that could become whole.
    if (arrival.file->size() > arrival.coming.size && !arrival.file->resize(0))
        return false;
    if (!arrival.hash->addData(arrival.file.get()))
        return false;
    arrival.offset = arrival.file->size();
    return true;
}

qint64 FileVault::Worker::expect(const Coming &coming)
{
    if (const QString why = makeFolders(); !why.isEmpty()) {
        qCWarning(lcStore) << "files cannot be kept:" << why;
        return -1;
    }
    // Whoever sent it before, on a connection that is half dead, sends it no more.
    m_arrivals.remove(coming.attachment);
    const auto ofConnection = std::count_if(m_arrivals.cbegin(), m_arrivals.cend(), [&coming](const auto &arrival) {
        return arrival->coming.connection == coming.connection;
    });
    if (ofConnection >= mostAtOnce && inForce("files-at-once"))
        return -1;
    auto arrival = std::make_shared<Arrival>();
    arrival->coming = coming;
    if (!open(*arrival, incomingPath(coming.attachment))) {
        qCWarning(lcStore) << "a file cannot be kept";
        return -1;
    }
    // The last byte ends it, so one has to come.
    if (arrival->offset == coming.size) {
        if (!arrival->file->resize(0) || !arrival->file->seek(0))
            return -1;
        arrival->hash->reset();
        arrival->offset = 0;
    }
    const qint64 offset = arrival->offset;
    m_arrivals.insert(coming.attachment, std::move(arrival));
    return offset;
}

void FileVault::Worker::giveUp(const QString &connection, const QString &attachment)
{
    const auto found = m_arrivals.constFind(attachment);
    if (found != m_arrivals.cend() && (*found)->coming.connection == connection)
        m_arrivals.erase(found);
}

void FileVault::Worker::left(const QString &connection)
{
    m_arrivals.removeIf([&connection](const auto &entry) { return entry.value()->coming.connection == connection; });
    m_inTime.remove(connection);
}

qint64 FileVault::Worker::pause(const QString &connection, qint64 bytes)
{
    if (m_bytesPerSecond <= 0)
        return 0;
    const qint64 now = m_clock.elapsed();
    qint64 &inTime = m_inTime[connection];
    inTime = std::max(now, inTime) + bytes * 1000 / m_bytesPerSecond;
    return inTime - now;
}

QString FileVault::Worker::keep(Arrival &arrival)
{
    const QString from = arrival.file->fileName();
    if (!arrival.file->flush())
        return arrival.file->errorString();
    if (const QString why = syncFile(from); !why.isEmpty())
        return why;
    arrival.file->close();
    return keepAs(arrival.coming.sha256, from);
}

QString FileVault::Worker::makeFolders()
{
    for (const QString &folder : {m_folder, m_folder + u"/incoming"_s}) {
        if (const QString why = makePrivateFolder(folder); !why.isEmpty())
            return why;
    }
    return {};
}

QString FileVault::Worker::keepAs(const QString &sha256, const QString &from)
{
    const QString to = keptPath(m_folder, sha256);
    const QString folder = QFileInfo(to).path();
    if (!QFileInfo::exists(folder)) {
        for (const QString &step :
             {makePrivateFolder(folder), syncFolder(m_folder), syncFolder(QFileInfo(m_folder).path())}) {
            if (!step.isEmpty())
                return step;
        }
    }
    // The same bytes are kept once: these, which were looked at just now, as the others may be damaged.
    std::error_code refused;
    std::filesystem::rename(from.toStdU16String(), to.toStdU16String(), refused);
    return refused ? QString::fromStdString(refused.message()) : syncFolder(folder);
}

FileVault::Worker::Step FileVault::Worker::write(const QString &connection, const protocol::FileChunk &chunk)
{
    const auto found = m_arrivals.constFind(chunk.attachment);
    if (found == m_arrivals.cend() || (*found)->coming.connection != connection)
        return {};
    const std::shared_ptr<Arrival> arrival = *found;
    if (chunk.offset != arrival->offset)
        return {arrival->offset, 0, {}};
    const qint64 size = arrival->coming.size;
    enum class How { Whole, NotAsAnnounced, NotTaken };
    const auto end = [&](How how) -> Step {
        const QString path = arrival->file->fileName();
        m_arrivals.remove(chunk.attachment);
        arrival->file->close();
        if (how == How::NotAsAnnounced)
            QFile::remove(path);
        return {-1, 0, Ended{connection, chunk.attachment, how == How::Whole, how == How::NotTaken}};
    };
    if (arrival->offset + chunk.bytes.size() > size && inForce("file-announced"))
        return end(How::NotAsAnnounced);
    if (!arrival->file->seek(arrival->offset) || arrival->file->write(chunk.bytes) != chunk.bytes.size()) {
        qCWarning(lcStore) << "a file cannot be written:" << arrival->file->errorString();
        return end(How::NotTaken);
    }
    arrival->hash->addData(chunk.bytes);
    arrival->offset += chunk.bytes.size();
    if (arrival->offset < size) {
        if (++arrival->untold < protocol::limits::chunksUnacknowledged)
            return {};
        arrival->untold = 0;
        // What is told is kept where the program ends, if not where the computer does: the end of it is synced.
        if (!arrival->file->flush())
            return end(How::NotTaken);
        return {arrival->offset,
                pause(connection, protocol::limits::chunkBytes * protocol::limits::chunksUnacknowledged),
                {}};
    }
    const bool same = QString::fromLatin1(arrival->hash->result().toHex()) == arrival->coming.sha256;
    if (!same && inForce("file-announced"))
        return end(How::NotAsAnnounced);
    if (const QString why = keep(*arrival); !why.isEmpty()) {
        qCWarning(lcStore) << "a file cannot be kept:" << why;
        return end(How::NotTaken);
    }
    return end(How::Whole);
}

bool FileVault::Worker::keep(const QString &sha256, const QByteArray &bytes)
{
    const QString path = incomingPath(u"made-"_s + sha256);
    const QString why = [&]() -> QString {
        for (const QString &step : {makeFolders(), makePrivateFile(path)}) {
            if (!step.isEmpty())
                return step;
        }
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
            return file.errorString();
        const QString unsynced = syncFile(path);
        return unsynced.isEmpty() ? keepAs(sha256, path) : unsynced;
    }();
    if (why.isEmpty())
        return true;
    qCWarning(lcStore) << "a thumbnail cannot be kept:" << why;
    QFile::remove(path);
    return false;
}

void FileVault::Worker::remove(const QList<Unwanted> &files)
{
    for (const Unwanted &file : files) {
        m_arrivals.remove(file.attachment);
        QFile::remove(incomingPath(file.attachment));
        if (!file.sha256.isEmpty())
            QFile::remove(keptPath(m_folder, file.sha256));
    }
}

QByteArray FileVault::Worker::read(const QString &sha256, qint64 offset, qint64 most)
{
    QFile file(keptPath(m_folder, sha256));
    if (!file.open(QIODevice::ReadOnly) || !file.seek(offset))
        return {};
    return file.read(most);
}

// --- outside ----------------------------------------------------------------------------------------------------

FileVault::FileVault(const QString &folder, qint64 bytesPerSecond)
    : m_thread(std::make_unique<QThread>())
    , m_worker(new Worker(folder, bytesPerSecond))
{
    m_worker->moveToThread(m_thread.get());
    QObject::connect(m_thread.get(), &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread->setObjectName(u"confab-files"_s);
    m_thread->start();
}

FileVault::~FileVault()
{
    m_thread->quit();
    m_thread->wait();
}

template <class Work>
void FileVault::post(Work work)
{
    QMetaObject::invokeMethod(m_worker, std::move(work), Qt::QueuedConnection);
}

void FileVault::whenMoved(std::function<void(const QString &, const QString &, qint64)> moved,
                          std::function<void(const Ended &)> ended)
{
    m_moved = std::move(moved);
    m_ended = std::move(ended);
}

void FileVault::expect(const Coming &coming, std::function<void(qint64)> ready)
{
    post([this, coming, ready = std::move(ready)] {
        const qint64 offset = m_worker->expect(coming);
        QMetaObject::invokeMethod(
            &m_home, [ready, offset] { ready(offset); }, Qt::QueuedConnection);
    });
}

void FileVault::giveUp(const QString &connection, const QString &attachment)
{
    post([this, connection, attachment] { m_worker->giveUp(connection, attachment); });
}

void FileVault::left(const QString &connection)
{
    post([this, connection] { m_worker->left(connection); });
}

void FileVault::remove(const QList<Unwanted> &files, std::function<void()> done)
{
    post([this, files, done = std::move(done)] {
        m_worker->remove(files);
        QMetaObject::invokeMethod(
            &m_home, [done] { done(); }, Qt::QueuedConnection);
    });
}

void FileVault::keep(const QString &sha256, const QByteArray &bytes, std::function<void(bool)> done)
{
    post([this, sha256, bytes, done = std::move(done)] {
        const bool kept = m_worker->keep(sha256, bytes);
        QMetaObject::invokeMethod(
            &m_home, [done, kept] { done(kept); }, Qt::QueuedConnection);
    });
}

QString FileVault::pathOf(const QString &folder, const QString &sha256)
{
    return keptPath(filesOf(folder), sha256);
}

void FileVault::write(const QString &connection, const protocol::FileChunk &chunk)
{
    // On a disk that is too slow the rest is not kept waiting: it is missed with the next chunk, and asked for again.
    constexpr qint64 mostWaiting = 64 * 1024 * 1024;
    if (m_waiting > mostWaiting)
        return;
    m_waiting += chunk.bytes.size();
    post([this, connection, chunk] {
        const Worker::Step step = m_worker->write(connection, chunk);
        m_waiting -= chunk.bytes.size();
        const auto tell = [this, connection, attachment = chunk.attachment, offset = step.offset] {
            QMetaObject::invokeMethod(
                &m_home,
                [this, connection, attachment, offset] {
                    if (m_moved)
                        m_moved(connection, attachment, offset);
                },
                Qt::QueuedConnection);
        };
        if (step.offset >= 0 && step.afterMs > 0)
            QTimer::singleShot(std::chrono::milliseconds(step.afterMs), m_worker, tell);
        else if (step.offset >= 0)
            tell();
        if (step.ended)
            QMetaObject::invokeMethod(
                &m_home,
                [this, ended = *step.ended] {
                    if (m_ended)
                        m_ended(ended);
                },
                Qt::QueuedConnection);
    });
}

void FileVault::read(const QString &sha256, qint64 offset, qint64 most, std::function<void(const QByteArray &)> done)
{
    post([this, sha256, offset, most, done = std::move(done)] { done(m_worker->read(sha256, offset, most)); });
}

} // namespace confab::store
