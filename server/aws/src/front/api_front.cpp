// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/aws/api_front.h>

#include "gathering_courier.h"

#include <confab/core/digest.h>
#include <confab/protocol/codec.h>
#include <confab/protocol/names.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace confab::aws
{

using namespace Qt::StringLiterals;
using core::ConnectionRow;
using core::Incoming;
namespace plain = protocol::plain;

namespace
{

// Plain connections have no list of names: whoever takes one, or writes to one, is held against so many.
constexpr qsizetype mostNames = 2000;

// Reads at once: a call has nothing else to do meanwhile.
class ReadsAtOnce final : public core::Workers
{
public:
    explicit ReadsAtOnce(core::Reads &reads)
        : m_reads(reads)
    {
    }
    [[nodiscard]] bool read(std::function<Finish(core::Reads &)> work) override
    {
        work(m_reads)();
        return true;
    }

private:
    core::Reads &m_reads;
};

// A bot that is asked by a worker, as nobody waits for it here. What it is asked goes into the queue; it never calls
// back, and the call's service ends without it.
class PostedBot final : public core::Bot
{
public:
    PostedBot(LaterBot bot, QUrl api, QList<QByteArray> &asked)
        : m_bot(std::move(bot))
        , m_api(std::move(api))
        , m_asked(asked)
    {
    }
    [[nodiscard]] protocol::BotInfo info() const override { return m_bot.info; }
    [[nodiscard]] qsizetype remembers() const override { return m_bot.remembers; }
    [[nodiscard]] qint64 perDay() const override { return m_bot.perDay; }
    void ask(const core::BotQuestion &question, std::function<void(const QString &)>,
             std::function<void(const core::BotAnswer &)>) override
    {
        post({.api = m_api, .bot = m_bot.info.id, .question = question, .startsOver = false});
    }
    void startOver(const QString &session, std::function<void(const QString &failure)> done) override
    {
        LateQuestion late{.api = m_api, .bot = m_bot.info.id, .question = {}, .startsOver = true};
        late.question.session = session;
        post(late);
        done({});
    }

private:
    void post(const LateQuestion &late) { m_asked.append(encodeLate(LateWork(late))); }

    LaterBot m_bot;
    QUrl m_api;
    QList<QByteArray> &m_asked;
};

// To whom what was put aside goes.
void gather(GatheringCourier &courier, ConnectionIndex &index, ApiFront::Result &result)
{
    const auto gathered = courier.gather(index);
    result.parcels = gathered.parcels;
    result.problem = gathered.problem;
}

// The call's own connection is told at once, and so are as many of the others as that takes no time.
void divide(ApiFront::Result &result, const QUrl &api)
{
    if (result.parcels.size() <= ApiFront::toldAtOnce)
        return;
    result.late += encodeLate(api, result.parcels.sliced(1));
    result.parcels.resize(1);
}

// The protocols that the client offers, in its order; header names come in any case, once or several times.
QStringList offeredProtocols(const QJsonObject &event)
{
    QStringList values;
    const auto take = [&values](const QString &name, const QString &value) {
        if (name.compare("Sec-WebSocket-Protocol"_L1, Qt::CaseInsensitive) == 0)
            values += value.split(u',', Qt::SkipEmptyParts);
    };
    const QJsonObject several = event["multiValueHeaders"_L1].toObject();
    for (auto it = several.begin(); it != several.end(); ++it) {
        for (const QJsonValue &value : it->toArray())
            take(it.key(), value.toString());
    }
    const QJsonObject headers = event["headers"_L1].toObject();
    for (auto it = headers.begin(); values.isEmpty() && it != headers.end(); ++it)
        take(it.key(), it->toString());
    for (QString &value : values)
        value = value.trimmed();
    return values;
}

QJsonObject answerOf(int status)
{
    return {{u"statusCode"_s, status}};
}

QByteArray bodyOf(const QJsonObject &event)
{
    const QByteArray body = event["body"_L1].toString().toUtf8();
    return event["isBase64Encoded"_L1].toBool() ? QByteArray::fromBase64(body) : body;
}

// To one whose row cannot be read, so that it is not known which dialect it speaks: who gives a command an id speaks
// Confab's.
QByteArray refusalOf(const QByteArray &frame)
{
    const auto command = protocol::parseCommand(frame);
    const QString id = command ? protocol::idOf(*command) : QString();
    if (id.isEmpty())
        return plain::notStored().toUtf8();
    return protocol::encode(protocol::ErrorFrame{.id = id,
                                                 .code = protocol::ErrorCode::Unavailable,
                                                 .message = u"the tables do not answer; nothing was kept"_s,
                                                 .field = {},
                                                 .retryAfterMs = 1000});
}

Incoming parsed(const ConnectionRow &row, const QByteArray &frame)
{
    Incoming incoming{row.id, core::Disconnected{}};
    if (row.plain) {
        incoming.what = plain::parse(frame);
    } else if (row.key.isEmpty() && frame.size() > protocol::limits::frameBytesBeforeSignIn) {
        incoming.what = protocol::FrameError{.code = protocol::ErrorCode::TooLarge,
                                             .message = u"too large before somebody has signed in"_s,
                                             .field = {},
                                             .id = {}};
    } else if (auto command = protocol::parseCommand(frame)) {
        incoming.what = std::move(*command);
    } else {
        incoming.what = command.error();
    }
    return incoming;
}

} // namespace

QUrl apiOf(const QJsonObject &event)
{
    const QJsonObject context = event["requestContext"_L1].toObject();
    QUrl url;
    url.setScheme(u"https"_s);
    url.setHost(context["domainName"_L1].toString());
    url.setPath(u'/' + context["stage"_L1].toString());
    return url;
}

ApiFront::ApiFront(Ports ports, core::ServerSettings settings)
    : m_ports(std::move(ports))
    , m_settings(std::move(settings))
{
    m_settings.holdsConnections = false;
}

ApiFront::Result ApiFront::handle(const QJsonObject &event)
{
    const QJsonObject context = event["requestContext"_L1].toObject();
    const QString id = context["connectionId"_L1].toString();
    const QString kind = context["eventType"_L1].toString();
    const QString peer = context["identity"_L1].toObject()["sourceIp"_L1].toString();
    if (id.isEmpty() || !readIdentity())
        return {.answer = answerOf(id.isEmpty() ? 400 : 500), .parcels = {}, .late = {}, .problem = {}};
    if (kind == "CONNECT"_L1)
        return connect(event, id, peer);

    const auto found = m_ports.index.find(id);
    const bool talks = kind != "DISCONNECT"_L1;
    if (!found) {
        Result result{.answer = answerOf(500), .parcels = {}, .late = {}, .problem = found.error().reason};
        if (talks)
            result.parcels.append({.connection = id, .frames = {refusalOf(bodyOf(event))}, .close = false});
        return result;
    }
    if (!found->has_value()) {
        // Its row lapsed, or it was told to go and has not gone yet: it comes again, and is somebody then.
        return {.answer = answerOf(200),
                .parcels = talks ? QList<Parcel>{{.connection = id, .frames = {}, .close = true}} : QList<Parcel>(),
                .late = {},
                .problem = {}};
    }
    const ConnectionRow &row = **found;
    const bool ends = kind == "DISCONNECT"_L1;
    const Incoming incoming = ends ? Incoming{id, core::Disconnected{}} : parsed(row, bodyOf(event));
    return resume(row, incoming, peer, apiOf(event));
}

ApiFront::Result ApiFront::resume(const ConnectionRow &row, const Incoming &incoming, const QString &peer,
                                  const QUrl &api)
{
    const bool ends = std::holds_alternative<core::Disconnected>(incoming.what);
    QList<Incoming> turn = company(row, incoming);
    turn.append({row.id, core::Resumed{.row = row, .speaks = !ends, .peer = peer}});
    turn.append(incoming);
    return carryOut(row, turn, ends, api);
}

ApiFront::Result ApiFront::connect(const QJsonObject &event, const QString &id, const QString &peer)
{
    const QStringList offered = offeredProtocols(event);
    const bool isConfab = offered.contains(protocol::subprotocol);
    if (!isConfab && !offered.isEmpty())
        return {.answer = answerOf(400), .parcels = {}, .late = {}, .problem = {}};
    ConnectionRow row;
    row.id = id;
    row.plain = !isConfab;
    Result result = carryOut(row, {{id, core::Connected{.plain = row.plain, .peer = peer}}}, false, {});
    // Without its row nothing of it would be understood later.
    const auto stored = m_ports.index.find(id);
    if (!stored || !stored->has_value())
        result.answer = answerOf(500);
    else if (isConfab)
        result.answer["headers"_L1] = QJsonObject{{u"Sec-WebSocket-Protocol"_s, QString(protocol::subprotocol)}};
    return result;
}

std::unique_ptr<core::ChatService> ApiFront::begin(core::Courier &courier, core::Workers &workers,
                                                   const QList<core::Bot *> &bots)
{
    auto service = std::make_unique<core::ChatService>(core::ChatService::Ports{.store = m_ports.store,
                                                                                .courier = courier,
                                                                                .workers = workers,
                                                                                .passwords = m_ports.passwords,
                                                                                .clock = m_ports.clock,
                                                                                .random = m_ports.random,
                                                                                .bots = bots,
                                                                                .counts = m_ports.counts,
                                                                                .depot = m_ports.files},
                                                       m_settings);
    service->startBeside(m_identity);
    return service;
}

ApiFront::Result ApiFront::carryOut(const ConnectionRow &row, const QList<Incoming> &turn, bool ends, const QUrl &api)
{
    Result result{.answer = answerOf(200), .parcels = {}, .late = {}, .problem = {}};
    GatheringCourier courier(row);
    if (ends)
        courier.forgetSelf();
    std::vector<std::unique_ptr<PostedBot>> posted;
    QList<core::Bot *> bots;
    for (const LaterBot &bot : std::as_const(m_ports.laterBots)) {
        posted.push_back(std::make_unique<PostedBot>(bot, api, result.asked));
        bots.append(posted.back().get());
    }
    ReadsAtOnce workers(m_ports.reads);
    const auto service = begin(courier, workers, bots + m_ports.bots);
    service->handle(turn);
    gather(courier, m_ports.index, result);
    divide(result, api);
    return result;
}

ApiFront::Result ApiFront::ended(const QString &connection, const QUrl &api)
{
    const Result nothing{.answer = answerOf(200), .parcels = {}, .late = {}, .problem = {}};
    const auto found = m_ports.index.find(connection);
    if (!found || !found->has_value() || !readIdentity())
        return nothing;
    const ConnectionRow &row = **found;
    if (row.since.msecsTo(m_ports.clock.now()) < newcomerMs)
        return nothing;
    return resume(row, {connection, core::Disconnected{}}, {}, api);
}

ApiFront::Result ApiFront::answer(const LateQuestion &late, const Wait &wait)
{
    Result result{.answer = answerOf(500), .parcels = {}, .late = {}, .problem = {}};
    const auto bot = std::find_if(m_ports.bots.begin(), m_ports.bots.end(),
                                  [&late](const core::Bot *each) { return each->info().id == late.bot; });
    if (bot == m_ports.bots.end() || !readIdentity()) {
        result.problem = bot == m_ports.bots.end() ? u"there is no bot of that name"_s : u"the store does not work"_s;
        return result;
    }
    // Outlives this where the bot answers too late.
    const auto stored = std::make_shared<std::optional<bool>>();
    const auto isAnswered = [stored] { return stored->has_value(); };
    // Nobody's: what it says is for others.
    GatheringCourier courier({});
    courier.forgetSelf();
    ReadsAtOnce workers(m_ports.reads);
    const auto service = begin(courier, workers, {*bot});
    if (late.startsOver)
        (*bot)->startOver(late.question.session, [stored](const QString &) { *stored = true; });
    else
        service->ask(late.bot, late.question, [stored](bool done) { *stored = done; });
    if (!isAnswered())
        wait(isAnswered);
    if (!stored->value_or(false)) {
        result.problem = isAnswered() ? u"the answer could not be stored"_s : u"the bot has not answered in time"_s;
        return result;
    }
    result.answer = answerOf(200);
    gather(courier, m_ports.index, result);
    return result;
}

ApiFront::Result ApiFront::giveUp(const LateQuestion &late)
{
    Result result{.answer = answerOf(200), .parcels = {}, .late = {}, .problem = {}};
    if (late.startsOver || !readIdentity())
        return result;
    GatheringCourier courier({});
    courier.forgetSelf();
    ReadsAtOnce workers(m_ports.reads);
    PostedBot bot({.info = {.id = late.bot, .name = {}, .about = {}}}, late.api, result.asked); // asked nothing
    const auto service = begin(courier, workers, {&bot});
    service->giveUp(late.bot, late.question, u"It could not be asked."_s);
    gather(courier, m_ports.index, result);
    return result;
}

ApiFront::Result ApiFront::tidy(const QUrl &api)
{
    Result result{.answer = answerOf(500), .parcels = {}, .late = {}, .problem = {}};
    if (!readIdentity()) {
        result.problem = u"the store does not work"_s;
        return result;
    }
    result.answer = answerOf(200);
    const auto add = [&result](const Result &more) {
        result.parcels += more.parcels;
        result.late += more.late;
        if (!more.problem.isEmpty())
            result.problem = more.problem;
    };
    // Connections first: what else there is to tidy may take all the time that there is.
    const QDateTime before = m_ports.clock.now().addMSecs(-longestConnectionMs);
    QList<ConnectionRow> over;
    QString after;
    do {
        const auto page = m_ports.index.everybody(after);
        if (!page) {
            result.problem = page.error().reason;
            break;
        }
        std::copy_if(page->rows.begin(), page->rows.end(), std::back_inserter(over),
                     [&before](const ConnectionRow &row) { return row.since < before; });
        after = page->next;
    } while (!after.isEmpty());
    for (const ConnectionRow &row : std::as_const(over))
        add(resume(row, {row.id, core::Disconnected{}}, {}, api));

    Result tidied{.answer = {}, .parcels = {}, .late = {}, .problem = {}};
    GatheringCourier courier({});
    courier.forgetSelf();
    ReadsAtOnce workers(m_ports.reads);
    const auto service = begin(courier, workers, {});
    service->tidy();
    gather(courier, m_ports.index, tidied);
    add(tidied);
    return result;
}

// --- who else matters for a call ---------------------------------------------------------------------------------

QList<Incoming> ApiFront::company(const ConnectionRow &row, const Incoming &incoming)
{
    QList<Incoming> others;
    const auto add = [&](const QList<ConnectionRow> &rows) {
        for (const ConnectionRow &other : rows) {
            if (other.id != row.id)
                others.append({other.id, core::Resumed{.row = other}});
        }
    };
    const auto *said = std::get_if<plain::Command>(&incoming.what);
    if (said && (std::holds_alternative<plain::Register>(*said) || std::holds_alternative<plain::Direct>(*said))) {
        QString after;
        do {
            const auto page = m_ports.index.everybody(after);
            if (!page)
                break;
            add(page->rows);
            after = page->next;
        } while (!after.isEmpty() && others.size() < mostNames);
    }
    if (const QStringList people = concerned(row, incoming); !people.isEmpty()) {
        // Whether somebody is there may decide what the sender is told, for good.
        if (const auto rows = m_ports.index.ofUsers(people, ConnectionIndex::As::OfNow))
            add(*rows);
    }
    return others;
}

// Keys of the people of whom it must be known whether they are here.
QStringList ApiFront::concerned(const ConnectionRow &row, const Incoming &incoming)
{
    const auto *command = std::get_if<protocol::ClientCommand>(&incoming.what);
    if (command) {
        if (const auto *direct = std::get_if<protocol::DirectMessage>(command)) {
            const QString key = protocol::keyOf(direct->to);
            return protocol::isGuest(key) ? QStringList{key} : QStringList();
        }
        if (std::holds_alternative<protocol::SignOut>(*command))
            return {row.key};
    }
    // Who comes and goes is told to the plain dialect alone, and once a person.
    if (m_settings.access != protocol::Access::Open || row.plain)
        return {};
    if (std::holds_alternative<core::Disconnected>(incoming.what))
        return row.key.isEmpty() ? QStringList() : QStringList{row.key};
    if (!command)
        return {};
    if (const auto *signIn = std::get_if<protocol::SignIn>(command))
        return {protocol::keyOf(signIn->username)};
    if (const auto *hello = std::get_if<protocol::Hello>(command); hello && !hello->token.isEmpty()) {
        const auto session = m_ports.store.sessions().find(core::digestOf(hello->token), m_ports.clock.now());
        return session && *session ? QStringList{(*session)->key} : QStringList();
    }
    return {};
}

bool ApiFront::readIdentity()
{
    if (!m_identity.id.isEmpty())
        return true;
    core::ServerStore &server = m_ports.store.server();
    m_identity = server.identity();
    // What the deployment calls the chat, as where a host does.
    if (!m_settings.name.isEmpty() && m_settings.name != m_identity.name &&
        std::holds_alternative<std::monostate>(server.setName(m_settings.name)))
        m_identity.name = m_settings.name;
    return !m_identity.id.isEmpty();
}

} // namespace confab::aws
