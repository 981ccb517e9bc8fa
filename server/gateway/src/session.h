// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/server_limits.h>

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QString>

#include <memory>

class QSslSocket;
class QTcpSocket;
class QTimer;
class QWebSocket;

namespace confab::gateway
{

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
    // Where the session stands in what its turn has gathered for it; for the switchboard.
    [[nodiscard]] int place() const { return m_place; }
    void setPlace(int place) { m_place = place; }
    // Cut off when the peer has not answered within the grace.
    void close(int code, const QString &reason);
    // Pings or gives up a connection that nothing comes from, and ends one that does not come to the point.
    void checkLife();

Q_SIGNALS:
    void said(const QByteArray &frame);
    // A binary frame came, of which nothing is kept.
    void saidBytes();
    // Once. Always comes from the event loop, never from inside a call.
    void ended();

private:
    void beginGrace();
    [[nodiscard]] qint64 unsent() const;
    // How much of it the kernel has taken at once.
    [[nodiscard]] qint64 sendDirectly(const QByteArray &frames);

    QString m_id;
    Dialect m_dialect;
    const core::ServerLimits &m_limits;
    QString m_key;
    std::unique_ptr<QWebSocket> m_socket;
    // A QWebSocket may delete it at its end.
    QPointer<QTcpSocket> m_raw;
    QSslSocket *m_secure; // the same, where there is TLS
    QTimer *m_grace;
    InboundGuard *m_guard; // with m_raw
    QElapsedTimer m_began;
    QElapsedTimer m_heard;
    int m_place = 0;
    bool m_closing = false;
};

} // namespace confab::gateway
