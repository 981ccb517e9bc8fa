// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/chat_service.h>
#include <confab/core/server_limits.h>
#include <confab/gateway/courier.h>
#include <confab/protocol/expected.h>

#include <QHostAddress>
#include <QObject>
#include <QSslConfiguration>
#include <QStringList>

#include <memory>
#include <optional>

namespace confab::gateway
{

// The front of the embedded server: sockets, TLS, frames, both dialects. Knows no rule of chat. Lives on the I/O
// thread together with everything in it; other threads reach it by queued signals only.
class Gateway final : public QObject
{
    Q_OBJECT

public:
    struct Options {
        // Whether clients of the plain dialect are taken. Elsewhere they are told to use Confab and closed with 1008.
        bool plainAllowed = false;
        // Nothing: ws:// without TLS.
        std::optional<QSslConfiguration> tls;
        // What an Origin header may say, as `https://chat.example`; any other is refused with 403. No header, no
        // question: browsers alone send one.
        QStringList origins;
        // Whether the bytes that come from a connection are counted over time; everything else is bounded anyway.
        bool ratesLimited = true;
        core::ServerLimits limits;
        // None: nothing but text is taken and sent.
        std::shared_ptr<core::FileBytes> files = {};
    };

    explicit Gateway(Options options, QObject *parent = nullptr);
    ~Gateway() override;

    // May be called for several addresses. Port 0 picks one. The real port, or why the address cannot be had.
    [[nodiscard]] Expected<quint16, QString> listen(const QHostAddress &address, quint16 port);

    // What the core wants done, in its order.
    void carryOut(const QList<confab::gateway::Errand> &errands);
    // That many of the things that `arrived` told of have been handled.
    void handled(qsizetype count);

    // No new connection and no frame is taken any more; what came before has been told by `arrived` when this returns.
    void stopTaking();
    // Closes every connection and tells `closedAll` when the last is gone, or has been cut off for not answering.
    void closeAll(int code, const QString &reason);

    [[nodiscard]] qsizetype connectionCount() const;

Q_SIGNALS:
    // All that came in one turn of the event loop, in its order.
    void arrived(const QList<confab::core::Incoming> &turn);
    void closedAll();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab::gateway
