// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>
#include <confab/core/server_limits.h>

#include <QElapsedTimer>
#include <QList>
#include <QObject>

#include <functional>
#include <memory>

namespace confab::gateway
{

// Brings what was read on another thread.
class FileRelay final : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void read(const QString &attachment, qint64 offset, const QByteArray &bytes);
};

// Sends files to one connection, chunk by chunk in turn, each only where nothing else waits to be sent, so that what is
// said overtakes them; and no more of one than may be unacknowledged.
class FileSender final : public QObject
{
    Q_OBJECT

public:
    // More of them at once are ended with an error, those first that have waited longest for their turn.
    static constexpr qsizetype mostAtOnce = 8;

    // `isIdle`: nothing waits to be sent; `give` sends a frame. `bytesPerSecond` 0: not slowed down.
    FileSender(std::shared_ptr<core::FileBytes> files, qint64 bytesPerSecond, std::function<bool()> isIdle,
               std::function<void(const QByteArray &)> give, QObject *parent);

    void send(const core::Courier::OutgoingFile &file);
    void got(const QString &attachment, qint64 offset);
    // Something that waited has been sent.
    void goOn();

private:
    struct Going {
        core::Courier::OutgoingFile file; // its offset: what is sent next
        qint64 got = 0;
        [[nodiscard]] bool mayGoOn() const;
    };
    void read(qsizetype which);
    // Ends it with an error to the command that asked for it.
    void refuse(const core::Courier::OutgoingFile &file, protocol::ErrorCode code, const QString &why);
    void onRead(const QString &attachment, qint64 offset, const QByteArray &bytes);

    std::shared_ptr<core::FileBytes> m_files;
    std::shared_ptr<FileRelay> m_relay = std::make_shared<FileRelay>();
    qint64 m_bytesPerSecond;
    std::function<bool()> m_isIdle;
    std::function<void(const QByteArray &)> m_give;
    QList<Going> m_going;
    bool m_reading = false;
    QByteArray m_next; // a frame that waits until nothing else does
    QElapsedTimer m_clock;
    qint64 m_inTime = 0; // when what was sent would have been at the rate
    bool m_pausing = false;
};

} // namespace confab::gateway
