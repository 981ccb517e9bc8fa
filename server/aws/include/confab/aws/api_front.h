// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/connection_index.h>
#include <confab/aws/late_work.h>
#include <confab/aws/parcel.h>
#include <confab/core/chat_service.h>

#include <QJsonObject>

namespace confab::aws
{

// Where the API of an event answers: https://DOMAIN/STAGE, as the event names them.
[[nodiscard]] QUrl apiOf(const QJsonObject &event);

// A bot that a worker asks.
struct LaterBot {
    protocol::BotInfo info;
    qsizetype remembers = 0; // as core::Bot has them
    qint64 perDay = 0;
};

// Takes what a WebSocket API of API Gateway calls a Lambda with to the rules of chat. It keeps nothing between calls
// but who the server is: the next call of a connection may come to another process. On one thread; each call blocks for
// what it reads and writes.
class ApiFront
{
public:
    struct Ports {
        core::Store &store;
        core::Reads &reads;
        ConnectionIndex &index;
        core::PasswordHasher &passwords; // answers before it returns
        core::Clock &clock;
        core::Random &random;
        // Those that answer before they return, and those that a worker asks; the first is the default one. In a worker
        // all of them are asked.
        QList<core::Bot *> bots;
        QList<LaterBot> laterBots = {};
        core::SharedCounts *counts = nullptr; // none: each call counts anew
        core::FileDepot *files = nullptr;     // calls back before it returns; none: no files are taken
    };
    // So many connections are told by the call itself.
    static constexpr qsizetype toldAtOnce = 200;

    // `settings` are taken as of a server that holds no connections.
    ApiFront(Ports ports, core::ServerSettings settings);

    struct Result {
        QJsonObject answer; // to API Gateway: statusCode, and headers where a handshake has some
        // What then goes to connections. All that it tells of is stored.
        QList<Parcel> parcels;
        // And what is for a worker: messages for the queue.
        QList<QByteArray> late = {};
        QString problem; // for logs: some that should have been told could not be found; empty: all is well
        // Messages for the queue that come before the parcels: who has an ack for a question has an answer coming.
        QList<QByteArray> asked = {};
    };
    // An event of the routes $connect, $disconnect, and any other.
    [[nodiscard]] Result handle(const QJsonObject &event);
    // Posting to it has shown that a connection is no more (410): it leaves as by $disconnect, which then finds nothing
    // to do. One that came within newcomerMs stays: API Gateway knows none before its $connect was answered.
    static constexpr qint64 newcomerMs = 30'000;
    [[nodiscard]] Result ended(const QString &connection, const QUrl &api);
    // In a worker: a question that a call left. `wait` is called once the bot has been asked, where it has not answered
    // yet, with what tells whether it has; it comes back then, or when it has waited long enough.
    using Wait = std::function<void(const std::function<bool()> &isAnswered)>;
    [[nodiscard]] Result answer(const LateQuestion &late, const Wait &wait);
    // Nobody will ask it any more: whoever did ask is told so.
    [[nodiscard]] Result giveUp(const LateQuestion &late);

    // In a worker, once an hour: what has ended without a sign. Sessions that have expired go, with what their guests
    // talked about, and connections that have outlived API Gateway's leave as by $disconnect.
    static constexpr qint64 longestConnectionMs = (2 * 3600 + 600) * qint64{1000};
    [[nodiscard]] Result tidy(const QUrl &api);

private:
    [[nodiscard]] Result connect(const QJsonObject &event, const QString &id, const QString &peer);
    [[nodiscard]] Result carryOut(const core::ConnectionRow &row, const QList<core::Incoming> &turn, bool ends,
                                  const QUrl &api);
    // What came from a connection that is stored, with whoever else matters for it. Disconnected: it is no more.
    [[nodiscard]] Result resume(const core::ConnectionRow &row, const core::Incoming &incoming, const QString &peer,
                                const QUrl &api);
    [[nodiscard]] QList<core::Incoming> company(const core::ConnectionRow &row, const core::Incoming &incoming);
    [[nodiscard]] QStringList concerned(const core::ConnectionRow &row, const core::Incoming &incoming);
    [[nodiscard]] bool readIdentity();
    // The rules of chat, for as long as a call takes.
    [[nodiscard]] std::unique_ptr<core::ChatService> begin(core::Courier &courier, core::Workers &workers,
                                                           const QList<core::Bot *> &bots);

    Ports m_ports;
    core::ServerSettings m_settings;
    core::ServerIdentity m_identity;
};

} // namespace confab::aws
