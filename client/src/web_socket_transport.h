// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/transport_factory.h>

#include <QPointer>
#include <QSslSocket>
#include <QTimer>
#include <QWebSocket>

namespace confab::client
{

class WebSocketTransport : public protocol::Transport
{
    Q_OBJECT

public:
    // Gives up when there is no open connection within that time.
    explicit WebSocketTransport(int openWithinMs, Approach approach = Approach::Known);
    ~WebSocketTransport() override;

    void open(const QUrl &url, const QByteArray &pin) override;
    void send(const QByteArray &frame) override;
    void sendBinary(const QByteArray &frame) override;
    void close() override;
    [[nodiscard]] qint64 unsent() const override;

private:
    enum class State { Closed, Opening, Open, Closing, Failed };

    void knock();
    void onConnected();
    void onDisconnected();
    void onSslErrors(const QList<QSslError> &errors);
    void onError(QAbstractSocket::SocketError error);
    void onDeadline();
    void endOpening();
    [[nodiscard]] bool encrypted() const;
    void fail(Failure failure);
    void finish();

    QWebSocket m_socket;
    QPointer<QSslSocket> m_encrypting; // within it, where it is secure
    int m_openWithinMs;
    Approach m_approach;
    QUrl m_url;
    QTimer m_deadline;
    QByteArray m_pin;
    State m_state = State::Closed;
    Failure m_failure = Failure::None;
    int m_closeCode = 0;
    bool m_secure = false;
    bool m_lost = false;
    bool m_offers = true;
    bool m_certified = false; // nothing was found wrong with the certificate
};

} // namespace confab::client
