// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>

#include <QList>
#include <QObject>

#include <variant>

namespace confab::gateway
{

struct Bind {
    QString connection;
    QString key; // empty: nobody's from now on
};
struct Deliver {
    core::Audience audience;
    core::Outgoing what;
};
struct Close {
    QString connection;
    int code = 0;
    QString reason;
};
struct TakeFile {
    QString connection;
    QString attachment;
};
struct SendFile {
    QString connection;
    core::Courier::OutgoingFile file;
};
struct FileGot {
    QString connection;
    QString attachment;
    qint64 offset = 0;
};
// What the courier was told, as a value that travels to the thread of the sockets.
using Errand = std::variant<Bind, Deliver, Close, TakeFile, SendFile, FileGot>;

// The courier of the embedded server. Lives on the core thread; what it is told in one turn goes to the gateway as one
// list, in its order. Connect `errands` to Gateway::carryOut.
class GatewayCourier final : public QObject, public core::Courier
{
    Q_OBJECT

public:
    using QObject::QObject;

    void bind(const QString &connection, const QString &key) override;
    void deliver(const core::Audience &audience, const core::Outgoing &what) override;
    void close(const QString &connection, int code, const QString &reason) override;
    void takeFile(const QString &connection, const QString &attachment) override;
    void sendFile(const QString &connection, const OutgoingFile &file) override;
    void fileGot(const QString &connection, const QString &attachment, qint64 offset) override;

    // Sends on at once what has gathered; otherwise that happens at the end of the turn.
    void flush();

Q_SIGNALS:
    void errands(const QList<confab::gateway::Errand> &list);

private:
    void add(Errand errand);

    QList<Errand> m_gathered;
};

} // namespace confab::gateway
