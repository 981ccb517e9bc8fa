// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QUrl>

namespace confab::protocol
{

// One connection of a client to a server: text frames both ways, and binary ones with parts of files. Over QWebSocket
// in the programs; in tests and for screenshots a loopback that encodes and decodes all the same. Lives on one thread;
// all signals come from there.
class Transport : public QObject
{
    Q_OBJECT

public:
    // Why there is no connection, as far as one can tell from outside.
    enum class Failure {
        None,       // closed by either side, see the close code
        BadAddress, // the address makes no sense
        HostNotFound,
        Refused, // the computer answers, nothing listens on the port
        TimedOut,
        NotWebSocket,  // something listens that is no WebSocket server
        TlsFailed,     // no common protocol, or a plain server behind a wss address
        KeyChanged,    // the server's key is not the pinned one
        WrongProtocol, // a WebSocket server that does not speak confab.1
        Lost,          // was connected, then the network failed
    };
    Q_ENUM(Failure)

    using QObject::QObject;

    // `pin` is the SHA-256 of the server's SubjectPublicKeyInfo; empty: the first contact, `opened` tells it.
    virtual void open(const QUrl &url, const QByteArray &pin) = 0;
    virtual void send(const QByteArray &frame) = 0;
    virtual void sendBinary(const QByteArray &frame) = 0;
    virtual void close() = 0;
    // Bytes that were given to it and not yet to the network: what is sent now goes out behind them.
    [[nodiscard]] virtual qint64 unsent() const { return 0; }

Q_SIGNALS:
    // `pin` of the key that the server showed; empty for ws://.
    void opened(const QByteArray &pin);
    void received(const QByteArray &frame);
    void receivedBinary(const QByteArray &frame);
    void wrote(); // unsent() became less
    // Exactly once after each open(), whether or not `opened` came. `closeCode` 0 where none was told.
    void closed(confab::protocol::Transport::Failure failure, int closeCode);
};

} // namespace confab::protocol
