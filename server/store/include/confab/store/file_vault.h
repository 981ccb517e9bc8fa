// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>
#include <confab/protocol/file_chunk.h>

#include <QObject>

#include <atomic>
#include <memory>

class QThread;

namespace confab::store
{

// The bytes of files, in DIR/files: `incoming/ID` while one comes, `xx/SHA-256` once it is whole. No name that anybody
// gave reaches the disk. Works on a thread of its own. Made, used as a FileKeeper and destroyed on one thread, on which
// it calls back; write() and read() from any.
class FileVault final : public core::FileKeeper, public core::FileBytes
{
public:
    // Of one connection at a time; one more cannot be kept.
    static constexpr qsizetype mostAtOnce = 4;

    // `bytesPerSecond`: of what one connection sends; 0: not slowed down. By telling it later how far its file is,
    // which is what it waits for.
    explicit FileVault(const QString &folder, qint64 bytesPerSecond = 0);
    ~FileVault() override;
    Q_DISABLE_COPY_MOVE(FileVault)

    void whenMoved(std::function<void(const QString &, const QString &, qint64)> moved,
                   std::function<void(const Ended &)> ended) override;
    void expect(const Coming &coming, std::function<void(qint64)> ready) override;
    void giveUp(const QString &connection, const QString &attachment) override;
    void left(const QString &connection) override;
    void remove(const QList<Unwanted> &files, std::function<void()> done) override;
    void keep(const QString &sha256, const QByteArray &bytes, std::function<void(bool)> done) override;

    // Where the file of a hash is, or would be. Any thread.
    [[nodiscard]] static QString pathOf(const QString &folder, const QString &sha256);

    void write(const QString &connection, const protocol::FileChunk &chunk) override;
    void read(const QString &sha256, qint64 offset, qint64 most, std::function<void(const QByteArray &)> done) override;

private:
    class Worker;
    template <class Work>
    void post(Work work);

    QObject m_home; // what comes back is run here, and dropped when this is gone
    std::unique_ptr<QThread> m_thread;
    Worker *m_worker;                  // lives on the thread, ends with it
    std::atomic<qint64> m_waiting = 0; // bytes that are not written yet
    std::function<void(const QString &, const QString &, qint64)> m_moved;
    std::function<void(const Ended &)> m_ended;
};

} // namespace confab::store
