// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>
#include <confab/core/server_limits.h>

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QString>

#include <cstddef>
#include <memory>

class QSslSocket;
class QTcpSocket;
class QTimer;
class QWebSocket;

namespace confab::gateway
{

class FileSender;
class InboundGuard;

enum class Dialect { Plain, Confab };

// One connection after its handshake.
class Session final : public QObject
{
    Q_OBJECT

public:
    // Takes all; `raw` is the socket that `socket` speaks through, `guard` is raw's.
    Session(QString id, Dialect dialect, std::unique_ptr<QWebSocket> socket, QTcpSocket *raw, InboundGuard *guard,
            const core::ServerLimits &limits, QObject *parent);
    ~Session() override;

    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] Dialect dialect() const { return m_dialect; }
    [[nodiscard]] QString peer() const;
    // Whose pushes come here; empty: nobody's.
    [[nodiscard]] const QString &key() const { return m_key; }
    void setKey(const QString &key);
    // The largest frame taken from now on.
    void setFrameBytes(qsizetype bytes);
    [[nodiscard]] bool isClosing() const { return m_closing; }

    // Whole frames, as textFrame() makes them. Nothing is sent to one that is closing. One that has fallen too far
    // behind is closed with 4008 instead.
    void send(const QByteArray &frames);
    // Where the session stands in what its turn has gathered for it, and among those who are signed in; for the
    // switchboard.
    [[nodiscard]] int place() const { return m_place; }
    void setPlace(int place) { m_place = place; }
    [[nodiscard]] std::size_t seat() const { return m_seat; }
    void setSeat(std::size_t seat) { m_seat = seat; }
    // Its files come from and go to these; before anything else is done with them.
    void setFiles(std::shared_ptr<core::FileBytes> files, qint64 bytesPerSecond);
    // From now on its bytes are taken where they are of this file.
    void takeFile(const QString &attachment);
    // None: no files are sent.
    [[nodiscard]] FileSender *files() const { return m_sender; }
    // Cut off when the peer has not answered within the grace.
    void close(int code, const QString &reason);
    // Pings or gives up a connection that nothing comes from, and ends one that does not come to the point.
    void checkLife();

Q_SIGNALS:
    void said(const QByteArray &frame);
    // A binary frame came that is of no file that it may send; nothing of it is kept.
    void saidBytes();
    void broughtChunk(const confab::protocol::FileChunk &chunk);
    // Once. Always comes from the event loop, never from inside a call.
    void ended();

private:
    void beginGrace();
    void followState();
    [[nodiscard]] qint64 unsent() const;
    void takeBytes(const QByteArray &message);
    // How much of it the kernel has taken at once.
    [[nodiscard]] qint64 sendDirectly(const QByteArray &frames);

    // What a push needs comes first and side by side: with thousands of receivers the memory that is touched for each
    // takes longer than what is done with it.
    int m_place = 0;
    int m_descriptor = -1; // to send to directly; -1: not possible, or not any more
    bool m_closing = false;
    Dialect m_dialect;
    QTcpSocket *m_connected = nullptr; // m_raw while it is connected
    QSslSocket *m_secure;              // m_raw where there is TLS
    const core::ServerLimits &m_limits;
    std::size_t m_seat = 0;

    QString m_id;
    QString m_key;
    std::unique_ptr<QWebSocket> m_socket;
    // A QWebSocket may delete it at its end.
    QPointer<QTcpSocket> m_raw;
    QTimer *m_grace;
    InboundGuard *m_guard; // with m_raw
    FileSender *m_sender = nullptr;
    QSet<QString> m_takes; // attachments
    QElapsedTimer m_began;
    QElapsedTimer m_heard;
};

} // namespace confab::gateway
