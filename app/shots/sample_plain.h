// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/transport.h>

namespace confab::app
{

// A connection to somebody's plain AWS backend, as far as a picture needs one: what is said comes back, what others say
// is told to it.
class PlainLoopback : public protocol::Transport
{
    Q_OBJECT

public:
    void open(const QUrl &url, const QByteArray &pin) override;
    void send(const QByteArray &frame) override;
    void sendBinary(const QByteArray &) override {}
    void close() override;

    void tell(const QString &text);
    void end();        // the network fails
    bool mute = false; // nothing that is said comes back
};

} // namespace confab::app
