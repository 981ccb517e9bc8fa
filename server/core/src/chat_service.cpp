// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/core/chat_service.h>

#include "bot_desk.h"
#include "catch_up.h"
#include "core.h"
#include "directory.h"
#include "entrance.h"
#include "file_desk.h"
#include "gestures.h"
#include "log.h"
#include "plain_talk.h"
#include "preferences.h"
#include "revisions.h"
#include "rooms.h"
#include "search_desk.h"
#include "sessions.h"
#include "talk.h"

#include <confab/core/permissions.h>
#include <confab/protocol/codec.h>
#include <confab/protocol/defence.h>

namespace confab::core
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;

namespace
{

TokenBucket bucket(qint64 perSecond, qint64 atOnce)
{
    return {static_cast<double>(perSecond), static_cast<double>(atOnce)};
}

} // namespace

// Only routes: each thing that came to the part that knows what to do with it.
class ChatService::Private
{
public:
    Private(Ports ports, ServerSettings settings)
        : core(std::move(ports), std::move(settings))
        , sessions(core)
        , entrance(core, sessions, [this](const QList<Incoming> &held) { run(held); })
        , talk(core)
        , revisions(core)
        , gestures(core)
        , rooms(core)
        , catchUp(core)
        , directory(core)
        , preferences(core)
        , search(core)
        , files(core)
        , bots(core)
        , plain(core, bots)
    {
        core.heard = [this](const protocol::Message &message) { bots.heard(message); };
        core.heardAgain = [this](const protocol::Message &message) { bots.heardAgain(message); };
    }

    void run(const QList<Incoming> &incoming);
    void take(Turn &turn, const Incoming &incoming);
    void take(Turn &turn, Connection &connection, const protocol::ClientCommand &command);
    [[nodiscard]] Connection newConnection(const QString &id, bool isPlain, const QString &peer) const;
    void connected(Turn &turn, const QString &id, const Connected &what);
    void resumed(const Resumed &what);
    void disconnected(Turn &turn, const QString &id);

    // The part for each verb; a verb without one does not compile.
    void route(Turn &turn, Connection &who, const protocol::Hello &what) { enter(entrance, turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::SignUp &what) { entrance.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::SignIn &what) { entrance.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::GuestSignIn &what) { enter(entrance, turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::SignOut &what) { enter(sessions, turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::Sync &what) { catchUp.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::History &what) { catchUp.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::Ping &what) { catchUp.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::SendMessage &what) { talk.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::DirectMessage &what) { talk.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::AskBot &what) { bots.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::StartOver &what) { bots.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::DeleteDialogue &what) { bots.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::StopAnswer &what) { bots.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::EditMessage &what) { revisions.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::DeleteMessage &what) { revisions.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::React &what) { revisions.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::PinMessage &what) { revisions.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::ListReactors &what) { revisions.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::MarkRead &what) { talk.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::SetTyping &what) { gestures.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::SetPresence &what) { gestures.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::Watch &what) { gestures.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::LookUpUsers &what) { directory.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::ListPeople &what) { directory.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::ListMembers &what) { directory.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::Prefs &what) { preferences.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::Attach &what) { files.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::Detach &what) { files.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::Fetch &what) { files.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::Got &what) { files.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::ListRooms &what) { directory.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::Search &what) { search.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::CreateRoom &what) { rooms.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::UpdateRoom &what) { rooms.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::JoinRoom &what) { rooms.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::LeaveRoom &what) { rooms.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::AddMember &what) { rooms.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::RemoveMember &what) { rooms.handle(turn, who, what); }
    void route(Turn &turn, Connection &who, const protocol::DeleteRoom &what) { rooms.handle(turn, who, what); }

    // Ends the batch, so that what comes behind it in this turn sees who the connection has become.
    template <class Part, class Command>
    void enter(Part &part, Turn &turn, Connection &who, const Command &what)
    {
        part.handle(turn, who, what);
        turn.finish();
    }

    Core core;
    Sessions sessions;
    Entrance entrance;
    Talk talk;
    Revisions revisions;
    Gestures gestures;
    Rooms rooms;
    CatchUp catchUp;
    Directory directory;
    Preferences preferences;
    SearchDesk search;
    FileDesk files;
    BotDesk bots;
    PlainTalk plain;
    bool stopped = false;
};

void ChatService::Private::run(const QList<Incoming> &incoming)
{
    core.turns.run([this, incoming](Turn &turn) {
        qsizetype inBatch = 0;
        for (const Incoming &one : incoming) {
            take(turn, one);
            if (++inBatch == mostInOneBatch) {
                turn.finish();
                inBatch = 0;
            }
        }
    });
}

void ChatService::Private::take(Turn &turn, const Incoming &incoming)
{
    if (const auto *what = std::get_if<Connected>(&incoming.what))
        return connected(turn, incoming.connection, *what);
    if (std::holds_alternative<Disconnected>(incoming.what))
        return disconnected(turn, incoming.connection);
    if (const auto *what = std::get_if<Resumed>(&incoming.what))
        return resumed(*what);

    Connection *connection = core.connections.find(incoming.connection);
    if (!connection)
        return;
    if (connection->entering && connection->held.size() < core.settings.limits.heldFrames) {
        connection->held.append(incoming);
    } else if (const auto *command = std::get_if<protocol::ClientCommand>(&incoming.what)) {
        take(turn, *connection, *command);
    } else if (const auto *said = std::get_if<protocol::plain::Command>(&incoming.what)) {
        plain.handle(turn, *connection, *said);
    } else if (const auto *error = std::get_if<protocol::FrameError>(&incoming.what)) {
        turn.always([reply = core.reply(*connection, error->id), error = *error] {
            reply.error(error.code, error.message, error.field);
        });
    }
}

void ChatService::Private::take(Turn &turn, Connection &connection, const protocol::ClientCommand &command)
{
    const Reply reply = core.reply(connection, protocol::idOf(command));
    const qint64 wait = core.settings.rateLimits ? connection.commands.take(core.ports.clock.monotonicMs()) : 0;
    if (wait > 0 && inForce("command-rate")) {
        turn.always([reply, wait] { reply.error(ErrorCode::RateLimited, u"too many commands"_s, {}, wait); });
    } else if (connection.entering || connection.unread) {
        turn.always([reply] { reply.unavailable(); });
    } else if (!mayDo(connection.role, command)) {
        turn.always([reply, signedIn = connection.role.has_value()] {
            if (signedIn)
                reply.error(ErrorCode::Forbidden, u"not for you here"_s);
            else
                reply.error(ErrorCode::Unauthenticated, u"sign in first"_s);
        });
    } else {
        std::visit([&](const auto &value) { route(turn, connection, value); }, command);
    }
}

Connection ChatService::Private::newConnection(const QString &id, bool isPlain, const QString &peer) const
{
    const ServerLimits &limits = core.settings.limits;
    return {.id = id,
            .plain = isPlain,
            .peer = peer,
            .since = core.ports.clock.now(),
            .key = {},
            .username = {},
            .role = std::nullopt,
            .authorVer = 0,
            .tokenHash = {},
            .locale = {},
            .plainName = {},
            .suffix = {},
            .formerKeys = {},
            .registered = false,
            .turnedAway = false,
            .entering = false,
            .held = {},
            .namedInSync = {},
            .commands = bucket(limits.commandsPerSecond, limits.commandsAtOnce),
            .messages = bucket(limits.messagesPerSecond, limits.burst),
            .gestures = bucket(limits.gesturesPerSecond, limits.gesturesAtOnce),
            .searches = bucket(limits.searchesPerSecond, limits.searchesAtOnce),
            .refusals = bucket(limits.refusalsPerSecond, limits.refusalsAtOnce)};
}

void ChatService::Private::resumed(const Resumed &what)
{
    Connection connection = newConnection(what.row.id, what.row.plain, what.peer);
    connection.since = what.row.since;
    if (connection.plain)
        plain.resume(connection, what.row);
    core.connections.add(std::move(connection));
    if (!what.row.plain && !what.row.key.isEmpty())
        sessions.resume(what.row, what.speaks);
}

void ChatService::Private::connected(Turn &turn, const QString &id, const Connected &what)
{
    Connection connection = newConnection(id, what.plain, what.peer);
    if (connection.plain)
        plain.begin(connection);
    const Connection &added = core.connections.add(std::move(connection));
    const auto outcome = turn.store().connections().put(added.row());
    if (const auto *problem = std::get_if<Unavailable>(&outcome))
        logUnavailable(*problem);
}

void ChatService::Private::disconnected(Turn &turn, const QString &id)
{
    const Connection *found = core.connections.find(id);
    if (!found)
        return;
    const Connection connection = *found;
    core.connections.remove(id);
    files.left(id);
    const auto outcome = turn.store().connections().remove(id);
    if (const auto *problem = std::get_if<Unavailable>(&outcome))
        logUnavailable(*problem);
    if (connection.plain)
        plain.left(turn, connection);
    else
        sessions.left(turn, connection);
}

// --- outside ----------------------------------------------------------------------------------------------------

ChatService::ChatService(Ports ports, ServerSettings settings)
    : d(std::make_unique<Private>(std::move(ports), std::move(settings)))
{
}

ChatService::~ChatService() = default;

bool ChatService::start()
{
    Store &store = d->core.ports.store;
    const QString &name = d->core.settings.name;
    const std::unique_ptr<Batch> batch = store.begin();
    // Guests whom an earlier run left behind.
    QStringList guests;
    for (const ConnectionRow &row : store.connections().list()) {
        if (row.plain)
            guests.append(row.key);
    }
    const auto cleared = store.connections().clear();
    const auto expired = store.sessions().removeExpired(d->core.ports.clock.now());
    if (const auto *keys = std::get_if<QStringList>(&expired))
        guests += *keys;
    else if (const auto *problem = std::get_if<Unavailable>(&expired)) {
        logUnavailable(*problem);
        return false;
    }
    for (const QString &guest : std::as_const(guests)) {
        const auto ended = store.conversations().endGuest(guest);
        if (const auto *problem = std::get_if<Unavailable>(&ended)) {
            logUnavailable(*problem);
            return false;
        }
    }
    const bool isNews = !name.isEmpty() && name != store.server().identity().name;
    const Outcome<std::monostate> named = isNews ? store.server().setName(name) : std::monostate();
    for (const auto *outcome : {&cleared, &named}) {
        if (const auto *problem = std::get_if<Unavailable>(outcome)) {
            logUnavailable(*problem);
            return false;
        }
    }
    if (const auto committed = batch->commit(); !committed) {
        logUnavailable(committed.error());
        return false;
    }
    d->core.identity = store.server().identity();
    if (d->core.identity.id.isEmpty())
        return false;
    d->bots.askWhatWasLeft();
    return true;
}

void ChatService::startBeside(const ServerIdentity &identity)
{
    d->core.identity = identity;
}

void ChatService::handle(const QList<Incoming> &turn)
{
    if (!d->stopped)
        d->run(turn);
}

void ChatService::recheckSessions()
{
    if (!d->stopped)
        d->sessions.recheck();
}

void ChatService::tidy()
{
    if (d->stopped)
        return;
    d->sessions.recheck();
    d->sessions.removeExpired();
    d->files.tidy();
}

void ChatService::ask(const QString &bot, const BotQuestion &question, std::function<void(bool)> settled)
{
    if (!d->stopped)
        d->bots.askFor(bot, question, std::move(settled));
}

void ChatService::giveUp(const QString &bot, const BotQuestion &question, const QString &failure)
{
    if (!d->stopped)
        d->bots.giveUpFor(bot, question, failure);
}

void ChatService::stop()
{
    if (std::exchange(d->stopped, true))
        return;
    // Also who has not signed in: the close that follows says less.
    const auto everybody = std::make_shared<const QStringList>(d->core.connections.ofConfab());
    d->core.ports.courier.deliver({Audience::Kind::Connections, everybody, {}},
                                  protocol::Notice{.code = u"stopping"_s, .message = u"the server stops"_s});
}

ServerIdentity ChatService::identity() const
{
    return d->core.identity;
}

QStringList ChatService::namesHere() const
{
    QStringList names = d->core.presence.names() + d->core.connections.plainNames();
    names.sort(Qt::CaseInsensitive);
    return names;
}

} // namespace confab::core
