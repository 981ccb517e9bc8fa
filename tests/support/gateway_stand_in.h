// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTcpServer>
#include <QUrl>
#include <QWebSocketServer>

#include <functional>

class QTcpSocket;
class QWebSocket;

namespace confab::tests
{

// Amazon API Gateway for WebSockets, as far as a client can tell: its limits, its words, its silence at the end of a
// connection. On the loopback, on a port that the system picks. What is behind it is an Integration.
class GatewayStandIn : public QObject
{
    Q_OBJECT

public:
    // What $connect, the routes and $disconnect lead to. Ids end in "=", as Amazon's do.
    class Integration
    {
    public:
        virtual ~Integration() = default;
        virtual void connected(const QString &connection) = 0;
        virtual void said(const QString &connection, const QByteArray &frame) = 0;
        virtual void gone(const QString &connection) = 0;
    };

    explicit GatewayStandIn(QObject *parent = nullptr);
    ~GatewayStandIn() override;

    void setIntegration(Integration *integration) { m_integration = integration; } // outlives it

    // --- how it is -------------------------------------------------------------------------------------------------
    qsizetype frameBytes = 32 * 1024;
    int idleMs = 0; // a connection without a frame is ended after so long; 0: never
    int lifeMs = 0; // each is ended at that age
    // $connect answers the offer of `confab.1` in the 101; or there is nothing in it that would.
    bool answersOffer = true;
    // $connect answers a handshake that offers something with this status; 0: it does not mind.
    int refusesOffer = 0;
    // The same for all handshakes.
    int refusesAll = 0;
    // The next so many frames are answered by these words of its own and lead nowhere: "Forbidden", "Internal server
    // error".
    void refuseFrames(int count, const QString &message);
    // The next frame leads where it should and is answered so all the same: what answers it crashed later on.
    void failAfterNextFrame() { m_failAfter = true; }

    // --- for an integration ----------------------------------------------------------------------------------------
    // POST @connections: false where it is gone or the frame is too large.
    bool post(const QString &connection, const QByteArray &frame);
    // DELETE @connections: it ends without a code.
    void end(const QString &connection);
    void endAll();

    // --- what happened ---------------------------------------------------------------------------------------------
    [[nodiscard]] QUrl url() const; // of the stage "prod", with a query
    [[nodiscard]] QStringList connections() const { return m_open.keys(); }
    struct Handshake {
        QString target; // path and query
        QStringList offered;
    };
    QList<Handshake> handshakes;
    QList<QByteArray> frames; // of all connections
    int mostAtOnce = 0;
    int endedIdle = 0;
    int endedOld = 0;
    qsizetype largestFrame = 0;

private:
    struct Open;

    void read(QTcpSocket &socket);
    void onConnection(QWebSocket *socket);
    void onText(const QString &connection, const QByteArray &frame);
    void sayItself(const QString &connection, const QString &message);

    QTcpServer m_door;
    QWebSocketServer m_server;
    Integration *m_integration = nullptr;
    QHash<QString, Open *> m_open;
    int m_made = 0;
    int m_refuse = 0;
    QString m_refusal;
    bool m_failAfter = false;
};

// A server that stands elsewhere and speaks the Confab dialect, behind the gateway: each connection has one of its own
// there. No certificate is looked at.
class RelayedServer : public QObject, public GatewayStandIn::Integration
{
    Q_OBJECT

public:
    RelayedServer(GatewayStandIn &gateway, QUrl server, QObject *parent = nullptr);
    ~RelayedServer() override;

    void connected(const QString &connection) override;
    void said(const QString &connection, const QByteArray &frame) override;
    void gone(const QString &connection) override;

private:
    struct Upstream;

    GatewayStandIn &m_gateway;
    QUrl m_server;
    QHash<QString, Upstream *> m_upstream;
};

} // namespace confab::tests
