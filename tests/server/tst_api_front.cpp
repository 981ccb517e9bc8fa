// SPDX-License-Identifier: GPL-3.0-or-later
#include "core_fakes.h"
#include "memory_counts.h"
#include "memory_store.h"
#include "test_program.h"

#include <confab/aws/api_front.h>
#include <confab/core/digest.h>
#include <confab/protocol/codec.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace confab;
using namespace confab::tests;
using namespace Qt::StringLiterals;

namespace
{

// The table of connections, as a store in memory has it.
class MemoryIndex final : public aws::ConnectionIndex
{
public:
    explicit MemoryIndex(core::Store &store)
        : m_store(store)
    {
    }
    Expected<std::optional<core::ConnectionRow>, core::Unavailable> find(const QString &id) override
    {
        if (silent)
            return Unexpected{core::Unavailable{u"told to fail"_s}};
        for (const core::ConnectionRow &row : m_store.connections().list()) {
            if (row.id == id)
                return std::optional(row);
        }
        return std::optional<core::ConnectionRow>();
    }
    Expected<QList<core::ConnectionRow>, core::Unavailable> ofUsers(const QStringList &keys, As) override
    {
        if (broken)
            return Unexpected{core::Unavailable{u"told to fail"_s}};
        QList<core::ConnectionRow> rows = m_store.connections().list();
        rows.removeIf([&keys](const core::ConnectionRow &row) { return !keys.contains(row.key); });
        return rows;
    }
    // One a page.
    Expected<core::Page<core::ConnectionRow>, core::Unavailable> everybody(const QString &after) override
    {
        if (broken)
            return Unexpected{core::Unavailable{u"told to fail"_s}};
        const QList<core::ConnectionRow> rows = m_store.connections().list();
        const qsizetype place = after.toLongLong();
        core::Page<core::ConnectionRow> page;
        page.rows = rows.mid(place, 1);
        if (place + 1 < rows.size())
            page.next = QString::number(place + 1);
        return page;
    }

    bool broken = false;
    bool silent = false;

private:
    core::Store &m_store;
};

// An API Gateway: each call comes to a front that has seen nothing before.
class Api
{
public:
    explicit Api(protocol::Access access = protocol::Access::Open, bool rateLimits = false)
    {
        m_settings.name = u"Cloud"_s;
        m_settings.access = access;
        m_settings.rateLimits = rateLimits;
    }

    int connect(const QString &id, const QJsonObject &headers = {})
    {
        const aws::ApiFront::Result result =
            call({{u"headers"_s, headers}, {u"requestContext"_s, context(id, u"CONNECT"_s)}});
        answered = result.answer;
        return result.answer[u"statusCode"_s].toInt();
    }
    int connectConfab(const QString &id) { return connect(id, {{u"Sec-WebSocket-Protocol"_s, u"confab.1"_s}}); }
    void say(const QString &id, const QByteArray &frame)
    {
        (void)call({{u"body"_s, QString::fromUtf8(frame)}, {u"requestContext"_s, context(id, u"MESSAGE"_s)}});
    }
    void say(const QString &id, const protocol::ClientCommand &command) { say(id, protocol::encode(command)); }
    void disconnect(const QString &id) { (void)call({{u"requestContext"_s, context(id, u"DISCONNECT"_s)}}); }

    void gone(const QString &id)
    {
        aws::ApiFront front = fresh({&bot}, later);
        (void)took(front.ended(id, {}));
    }

    void tidy()
    {
        aws::ApiFront front = fresh({&bot}, later);
        (void)took(front.tidy({}));
    }

    void giveUp(const QByteArray &question)
    {
        aws::ApiFront front = fresh({}, {});
        (void)took(front.giveUp(std::get<aws::LateQuestion>(*aws::parseLate(question))));
    }

    // Signs up by a connection of its own; the token.
    QString signUp(const QString &id, const QString &name)
    {
        connectConfab(id);
        say(id, protocol::SignUp{.id = u"in"_s,
                                 .username = name,
                                 .password = u"a password of "_s + name,
                                 .displayName = {},
                                 .invite = {}});
        const QString token = one(id, u"session"_s)["token"_L1].toString();
        forget();
        return token;
    }

    [[nodiscard]] QStringList texts(const QString &id) const
    {
        QStringList texts;
        for (const QByteArray &frame : sent.value(id))
            texts.append(QString::fromUtf8(frame));
        return texts;
    }
    // The types of the frames.
    [[nodiscard]] QString verbs(const QString &id) const
    {
        QStringList verbs;
        for (const QByteArray &frame : sent.value(id))
            verbs.append(QJsonDocument::fromJson(frame).object()["type"_L1].toString());
        return verbs.join(u' ');
    }
    // The one frame of that type, else an empty one; without a type: the only one.
    [[nodiscard]] QJsonObject one(const QString &id, const QString &type = {}) const
    {
        QList<QJsonObject> found;
        for (const QByteArray &frame : sent.value(id)) {
            const QJsonObject object = QJsonDocument::fromJson(frame).object();
            if (type.isEmpty() || object["type"_L1].toString() == type)
                found.append(object);
        }
        return found.size() == 1 ? found.first() : QJsonObject();
    }
    // What a worker does of what calls have left.
    void work(const QList<core::Bot *> &bots, const aws::ApiFront::Wait &wait = {})
    {
        for (const QByteArray &body : std::exchange(late, {})) {
            const auto piece = aws::parseLate(body);
            if (!piece)
                qFatal("this is nobody's work: %s", body.constData());
            if (const auto *parcels = std::get_if<aws::LateParcels>(&*piece)) {
                aws::ApiFront::Result told;
                told.parcels = parcels->parcels;
                (void)took(told);
            } else {
                aws::ApiFront front = fresh(bots, {});
                answered = took(front.answer(std::get<aws::LateQuestion>(*piece), wait)).answer;
            }
        }
    }
    void forget()
    {
        sent.clear();
        ended.clear();
    }

    QHash<QString, QList<QByteArray>> sent;
    QStringList ended; // connections
    QList<QByteArray> late;
    QList<aws::LaterBot> later; // bots that a worker asks
    QJsonObject answered;
    QString problem;
    MemoryStore store;
    MemoryIndex index{store};
    FakeBot bot{u"helper"_s};
    FakeDepot *depot = nullptr;
    FakeClock clock;
    MemoryCounts counts;

private:
    [[nodiscard]] static QJsonObject context(const QString &id, const QString &kind)
    {
        return {{u"connectionId"_s, id},
                {u"eventType"_s, kind},
                {u"identity"_s, QJsonObject{{u"sourceIp"_s, u"192.0.2.1"_s}}}};
    }
    aws::ApiFront::Result call(const QJsonObject &event)
    {
        aws::ApiFront front = fresh({&bot}, later);
        return took(front.handle(event));
    }
    [[nodiscard]] aws::ApiFront fresh(const QList<core::Bot *> &bots, const QList<aws::LaterBot> &laterBots)
    {
        return {{store, store.reads(), index, m_hasher, clock, m_random, bots, laterBots, &counts, depot}, m_settings};
    }
    aws::ApiFront::Result took(const aws::ApiFront::Result &result)
    {
        late += result.asked + result.late;
        for (const aws::Parcel &parcel : result.parcels) {
            sent[parcel.connection] += parcel.frames;
            if (parcel.close)
                ended.append(parcel.connection);
        }
        problem = result.problem;
        return result;
    }

    FakeHasher m_hasher;
    FakeRandom m_random;
    core::ServerSettings m_settings;
};

} // namespace

// The rules of chat behind API Gateway, where no process knows what another one did.
class TestApiFront : public QObject
{
    Q_OBJECT

private slots:
    void theArticlesFrames()
    {
        Api api;
        for (const char *id : {"A=", "B=", "C="})
            QCOMPARE(api.connect(QString::fromLatin1(id)), 200);
        QVERIFY(!api.answered.contains(u"headers"_s));
        QCOMPARE(api.sent.size(), 0); // nothing can be posted to a connection that is being made

        api.say(u"A="_s, R"({"action":"sendMessage","type":"register","username":" Ann "})");
        for (const char *id : {"A=", "B=", "C="})
            QCOMPARE(api.texts(QString::fromLatin1(id)), QStringList{u"Ann has joined the chat."_s});
        api.say(u"B="_s, R"({"type":"register","username":"ann"})");
        QCOMPARE(api.texts(u"B="_s).last(), u"Registration failed: Username ann is taken."_s);
        api.say(u"B="_s, R"({"type":"register","username":"Bob"})");
        api.forget();

        api.say(u"A="_s, R"({"action":"sendMessage","type":"sendMessage","message":"Hello"})");
        for (const char *id : {"A=", "B=", "C="})
            QCOMPARE(api.texts(QString::fromLatin1(id)), QStringList{u"Hello"_s});
        api.forget();

        api.say(u"A="_s, R"({"type":"directMessage","to":"bob","message":"psst"})");
        QCOMPARE(api.texts(u"A="_s), QStringList{u"Message sent to bob: psst"_s});
        QCOMPARE(api.texts(u"B="_s), QStringList{u"psst"_s});
        QCOMPARE(api.texts(u"C="_s), QStringList());
        api.say(u"A="_s, R"({"type":"directMessage","to":"carol","message":"psst"})");
        QCOMPARE(api.texts(u"A="_s).last(), u"DM failed: User carol does not exist or is not registered."_s);
        api.forget();

        api.say(u"C="_s, R"({"type":"bot","message":"ping"})");
        for (const char *id : {"A=", "B=", "C="})
            QCOMPARE(api.texts(QString::fromLatin1(id)), QStringList{u"Bot: pong"_s});
        api.forget();

        api.say(u"C="_s, "no JSON");
        QCOMPARE(api.texts(u"C="_s), QStringList{u"Error: the message is not a JSON object."_s});
        api.forget();
        api.disconnect(u"B="_s);
        QCOMPARE(api.texts(u"A="_s), QStringList{u"Bob has left the chat."_s});
        QCOMPARE(api.texts(u"B="_s), QStringList());
        QCOMPARE(api.store.connections().list().size(), 2);
    }

    void theDialectIsChosenInTheHandshake()
    {
        Api api;
        QCOMPARE(api.connect(u"A="_s, {{u"sec-websocket-PROTOCOL"_s, u"other.2 ,  confab.1"_s}}), 200);
        QCOMPARE(api.answered[u"headers"_s].toObject()[u"Sec-WebSocket-Protocol"_s].toString(), u"confab.1"_s);
        QCOMPARE(api.connect(u"B="_s, {{u"Sec-WebSocket-Protocol"_s, u"other.2"_s}}), 400);
        QCOMPARE(api.store.connections().list().size(), 1);
        api.say(u"A="_s, protocol::Hello{.id = u"h"_s, .client = u"test"_s, .locale = u"en"_s, .token = {}});
        const QJsonObject welcome = api.one(u"A="_s);
        QCOMPARE(welcome["type"_L1].toString(), u"welcome"_s);
        QCOMPARE(welcome["server"_L1].toObject()["name"_L1].toString(), u"Cloud"_s);
        // Who is here is not told where no process knows it.
        QVERIFY(!welcome["features"_L1].toArray().contains(u"presence"_s));
        QVERIFY(welcome["features"_L1].toArray().contains(u"gateway"_s));
    }

    void bothDialectsMeetInTheGroup()
    {
        Api api;
        const QString token = api.signUp(u"ann="_s, u"ann"_s);
        QVERIFY(!token.isEmpty());
        api.connectConfab(u"ann2="_s);
        api.say(u"ann2="_s, protocol::Hello{.id = u"h"_s, .client = u"test"_s, .locale = u"en"_s, .token = token});
        const QJsonObject you = api.one(u"ann2="_s)["you"_L1].toObject();
        QCOMPARE(you["username"_L1].toString(), u"ann"_s);
        QVERIFY(!you.contains("state"_L1)); // of nobody, as it is not known
        api.connect(u"plain="_s);
        api.connectConfab(u"stranger="_s);
        api.forget();

        api.say(u"ann="_s, protocol::SendMessage{.id = u"01JD0000000000000000000001"_s, .message = u"Hi all"_s});
        QCOMPARE(api.verbs(u"ann="_s), u"ack message"_s);
        QCOMPARE(api.verbs(u"ann2="_s), u"message"_s);
        QCOMPARE(api.texts(u"plain="_s), QStringList{u"Hi all"_s});
        QCOMPARE(api.texts(u"stranger="_s), QStringList());
        api.forget();

        // The same again is answered with the same, and told again to those who know it by its number: the call before
        // may have ended before it told it.
        api.say(u"ann="_s, protocol::SendMessage{.id = u"01JD0000000000000000000001"_s, .message = u"Hi all"_s});
        QCOMPARE(api.one(u"ann="_s, u"ack"_s)["seq"_L1].toInt(), 1);
        QCOMPARE(api.one(u"ann2="_s)["message"_L1].toObject()["seq"_L1].toInt(), 1);
        QCOMPARE(api.texts(u"plain="_s), QStringList());
        api.forget();

        api.say(u"plain="_s, R"({"message":"Hi Ann"})");
        QCOMPARE(api.one(u"ann2="_s, u"message"_s)["message"_L1].toObject()["text"_L1].toString(), u"Hi Ann"_s);
        api.forget();
        api.say(u"ann2="_s, QByteArray(R"({"type":"history","id":"h","conversation":"group"})"));
        QCOMPARE(api.one(u"ann2="_s)["messages"_L1].toArray().size(), 2);
    }

    void directMessagesReachEachConnection()
    {
        Api api;
        (void)api.signUp(u"ann="_s, u"ann"_s);
        const QString token = api.signUp(u"bob="_s, u"bob"_s);
        api.connectConfab(u"bob2="_s);
        api.say(u"bob2="_s, protocol::Hello{.id = u"h"_s, .client = {}, .locale = {}, .token = token});
        api.forget();
        api.say(u"ann="_s,
                protocol::DirectMessage{.id = u"01JD0000000000000000000002"_s, .to = u"bob"_s, .message = u"You?"_s});
        QCOMPARE(api.verbs(u"ann="_s), u"ack message conversation"_s);
        QCOMPARE(api.verbs(u"bob="_s), u"message conversation"_s);
        QCOMPARE(api.verbs(u"bob2="_s), u"message conversation"_s);
    }

    void filesGoPastIt()
    {
        Api api;
        FakeDepot depot;
        api.connectConfab(u"c="_s);
        const protocol::Hello hello{.id = u"h"_s, .client = u"test"_s, .locale = u"en"_s, .token = {}};
        api.say(u"c="_s, hello);
        QVERIFY(!api.one(u"c="_s)["features"_L1].toArray().contains(u"files"_s));
        api.depot = &depot;
        (void)api.signUp(u"ann="_s, u"ann"_s);
        (void)api.signUp(u"bob="_s, u"bob"_s);
        api.connectConfab(u"stranger="_s);
        api.say(u"stranger="_s, hello);
        QVERIFY(api.one(u"stranger="_s)["features"_L1].toArray().contains(u"files"_s));

        // Announced, sent, announced again: each by a process that knows nothing of the others.
        const protocol::Attach attach{
            .id = u"a"_s, .name = u"a.txt"_s, .size = 3, .mime = u"text/plain"_s, .sha256 = QString(64, u'a')};
        api.forget();
        api.say(u"ann="_s, attach);
        const QJsonObject form = api.one(u"ann="_s, u"upload"_s);
        const QString id = form["attachment"_L1].toString();
        QCOMPARE(form["url"_L1].toString(), u"https://depot/"_s + id);
        depot.arrival = core::FileDepot::Arrival::Whole;
        api.forget();
        api.say(u"ann="_s, attach);
        QCOMPARE(api.one(u"ann="_s, u"upload"_s)["offset"_L1].toInt(), 3);
        api.forget();
        api.say(u"ann="_s,
                protocol::DirectMessage{
                    .id = u"01JD0000000000000000000009"_s, .to = u"bob"_s, .message = {}, .attachments = {id}});
        const QJsonObject message = api.one(u"bob="_s, u"message"_s)["message"_L1].toObject();
        const protocol::Fetch fetch{
            .id = u"f"_s, .attachment = id, .conversation = message["conversation"_L1].toString(), .seq = 1};
        (void)api.signUp(u"eve="_s, u"eve"_s);
        for (const QString &who : {u"bob="_s, u"eve="_s, u"stranger="_s})
            api.say(who, fetch);
        QCOMPARE(api.one(u"bob="_s)["url"_L1].toString(), u"https://depot/"_s + id);
        QCOMPARE(api.one(u"eve="_s)["code"_L1].toString(), u"notFound"_s);
        QCOMPARE(api.one(u"stranger="_s)["code"_L1].toString(), u"unauthenticated"_s);
    }

    void anAccountIsNeeded()
    {
        Api api(protocol::Access::Invite);
        QCOMPARE(api.connect(u"p="_s), 200);
        api.say(u"p="_s, R"({"message":"Hello"})");
        QCOMPARE(api.texts(u"p="_s), QStringList{u"This server needs an account: use Confab to sign in."_s});
        QCOMPARE(api.ended, QStringList{u"p="_s});
        QCOMPARE(api.store.conversations().head(u"group"_s).seq, 0);
    }

    void aSessionEndsForAllConnections()
    {
        Api api;
        const QString token = api.signUp(u"ann="_s, u"ann"_s);
        api.connectConfab(u"ann2="_s);
        api.say(u"ann2="_s, protocol::Hello{.id = u"h"_s, .client = {}, .locale = {}, .token = token});
        api.forget();
        api.say(u"ann="_s, protocol::SignOut{.id = u"o"_s});
        QCOMPARE(api.verbs(u"ann="_s), u"ack"_s);
        QCOMPARE(api.verbs(u"ann2="_s), u"notice"_s);
        QCOMPARE(api.ended, QStringList{u"ann2="_s});
        api.forget();
        for (const QString &id : {u"ann="_s, u"ann2="_s}) {
            api.say(id, protocol::SendMessage{.id = u"01JD0000000000000000000003"_s, .message = u"still?"_s});
            QCOMPARE(api.one(id)["code"_L1].toString(), u"unauthenticated"_s);
        }
    }

    void whoIsShutOutIsAtOnce()
    {
        Api api;
        (void)api.signUp(u"ann="_s, u"ann"_s);
        QVERIFY(std::holds_alternative<core::Account>(api.store.accounts().setDisabled(u"ann"_s, true)));
        api.say(u"ann="_s, protocol::SendMessage{.id = u"01JD0000000000000000000004"_s, .message = u"still?"_s});
        QCOMPARE(api.one(u"ann="_s)["code"_L1].toString(), u"unauthenticated"_s);
    }

    void comingAndGoingIsToldOnceAPerson()
    {
        Api api;
        api.connect(u"p="_s);
        const QString token = api.signUp(u"ann="_s, u"ann"_s);
        api.connectConfab(u"ann2="_s);
        api.say(u"ann2="_s, protocol::Hello{.id = u"h"_s, .client = {}, .locale = {}, .token = token});
        QCOMPARE(api.texts(u"p="_s), QStringList()); // of the second connection; the first was forgotten
        api.disconnect(u"ann="_s);
        QCOMPARE(api.texts(u"p="_s), QStringList());
        api.disconnect(u"ann2="_s);
        QCOMPARE(api.texts(u"p="_s), QStringList{u"ann has left the chat."_s});
        api.connectConfab(u"ann3="_s);
        api.say(u"ann3="_s, protocol::Hello{.id = u"h"_s, .client = {}, .locale = {}, .token = token});
        QCOMPARE(api.texts(u"p="_s).last(), u"ann has joined the chat."_s);
    }

    void whoIsGoneLeavesWithoutASign()
    {
        Api api;
        api.connect(u"a="_s);
        api.connect(u"b="_s);
        // What meets a handshake finds no connection yet.
        api.gone(u"b="_s);
        QCOMPARE(api.store.connections().list().size(), 2);
        api.clock.advance(aws::ApiFront::newcomerMs);
        api.gone(u"b="_s);
        QCOMPARE(api.texts(u"a="_s), QStringList{u"Anonymous has left the chat."_s});
        QCOMPARE(api.store.connections().list().size(), 1);
        api.disconnect(u"b="_s);
        QCOMPARE(api.texts(u"a="_s).size(), 1);
    }

    void strangersAreRefusedMuch()
    {
        Api api;
        api.connectConfab(u"s="_s);
        api.say(u"s="_s, R"({"type":"hello","id":"h","client":")" + QByteArray(5000, 'x') + R"("})");
        QCOMPARE(api.one(u"s="_s)["code"_L1].toString(), u"tooLarge"_s);
        api.forget();
        api.say(u"s="_s, protocol::SendMessage{.id = u"01JD0000000000000000000005"_s, .message = u"hello?"_s});
        QCOMPARE(api.one(u"s="_s)["code"_L1].toString(), u"unauthenticated"_s);
        api.forget();
        // A connection that the table has no row of.
        api.say(u"nobody="_s, R"({"message":"Hello"})");
        QCOMPARE(api.ended, QStringList{u"nobody="_s});
        QCOMPARE(api.texts(u"nobody="_s), QStringList());
    }

    void whatCannotBeStoredIsNotAcknowledged()
    {
        Api api;
        (void)api.signUp(u"ann="_s, u"ann"_s);
        api.store.setOperationsFail(true);
        QCOMPARE(api.connect(u"late="_s), 500);
        api.say(u"ann="_s, protocol::SendMessage{.id = u"01JD0000000000000000000006"_s, .message = u"lost?"_s});
        QCOMPARE(api.one(u"ann="_s)["code"_L1].toString(), u"unavailable"_s);
        api.store.setOperationsFail(false);
        api.store.setLookUpsFail(true);
        api.forget();
        api.say(u"ann="_s, protocol::SendMessage{.id = u"01JD0000000000000000000006"_s, .message = u"lost?"_s});
        QCOMPARE(api.one(u"ann="_s)["code"_L1].toString(), u"unavailable"_s);
    }

    void whoCannotEvenBeReadIsToldSo()
    {
        Api api;
        (void)api.signUp(u"ann="_s, u"ann"_s);
        api.connect(u"ben="_s);
        api.forget();
        api.index.silent = true;
        const QString id = u"01JD0000000000000000000006"_s;
        api.say(u"ann="_s, protocol::SendMessage{.id = id, .message = u"lost?"_s});
        QCOMPARE(api.one(u"ann="_s)["code"_L1].toString(), u"unavailable"_s);
        QCOMPARE(api.one(u"ann="_s)["id"_L1].toString(), id);
        QVERIFY(api.one(u"ann="_s)["retryAfterMs"_L1].toInt() > 0);
        api.say(u"ben="_s, R"({"action":"sendMessage","type":"sendMessage","message":"lost?"})");
        QCOMPARE(api.texts(u"ben="_s), QStringList{protocol::plain::notStored()});
        QCOMPARE(api.problem, u"told to fail"_s);
        api.forget();
        api.disconnect(u"ben="_s);
        QCOMPARE(api.texts(u"ben="_s), QStringList());
    }

    void aWorkerAsksBotsThatTakeTime()
    {
        Api api;
        FakeBot lex(u"lex"_s);
        api.later = {{lex.info(), lex.remembers()}};
        (void)api.signUp(u"ann="_s, u"ann"_s);
        api.say(u"ann="_s,
                protocol::AskBot{.id = u"01JD0000000000000000000008"_s, .bot = u"lex"_s, .message = u"a room?"_s});
        QCOMPARE(api.verbs(u"ann="_s), u"ack message conversation typing"_s);
        QCOMPARE(api.late.size(), 1);
        api.forget();

        lex.setHeld(true);
        const QList<QByteArray> twice = api.late + api.late;
        api.late = twice;
        api.work({&lex}, [&lex](const std::function<bool()> &isAnswered) {
            QVERIFY(!isAnswered());
            lex.release();
            QVERIFY(isAnswered());
        });
        QCOMPARE(api.answered[u"statusCode"_s].toInt(), 200);
        // A queue may deliver twice: what has its answer is not asked again.
        QCOMPARE(lex.asked.size(), 1);
        QCOMPARE(lex.asked[0].text, u"a room?"_s);
        QVERIFY(!lex.asked[0].session.isEmpty());
        QCOMPARE(api.verbs(u"ann="_s).count(u"message"_s), 1);
        const QJsonObject answer = api.one(u"ann="_s, u"message"_s)["message"_L1].toObject();
        QCOMPARE(answer["text"_L1].toString(), u"pong"_s);
        QCOMPARE(answer["stream"_L1].toString(), u"01JD0000000000000000000008"_s);

        // What takes too long comes to the queue again.
        lex.setHeld(true);
        api.say(u"ann="_s,
                protocol::AskBot{.id = u"01JD0000000000000000000009"_s, .bot = u"lex"_s, .message = u"two?"_s});
        api.work({&lex}, [](const std::function<bool()> &) {});
        QCOMPARE(api.answered[u"statusCode"_s].toInt(), 500);
        lex.release();

        api.say(u"ann="_s, protocol::StartOver{.id = u"o"_s, .bot = u"lex"_s});
        api.work({&lex}, [&lex](const std::function<bool()> &) { lex.release(); });
        QCOMPARE(lex.forgotten, QStringList{lex.asked[0].session});
    }

    // The call that stored it ended before it was in the queue: whoever asks again, having no ack, is heard.
    void aRepeatAsksWhatNobodyWasAsked()
    {
        Api api;
        FakeBot lex(u"lex"_s);
        lex.inRooms = true;
        api.later = {{lex.info(), lex.remembers()}};
        (void)api.signUp(u"ann="_s, u"ann"_s);
        const auto inItsOwn = [&api] {
            api.say(u"ann="_s,
                    protocol::AskBot{.id = u"01JD0000000000000000000008"_s, .bot = u"lex"_s, .message = u"a room?"_s});
        };
        const auto amongPeople = [&api] {
            api.say(u"ann="_s,
                    protocol::SendMessage{.id = u"01JD0000000000000000000009"_s, .message = u"@lex, a room?"_s});
        };
        for (const auto &asks : {std::function<void()>(inItsOwn), std::function<void()>(amongPeople)}) {
            lex.asked.clear();
            asks();
            api.late.clear();
            asks();
            QCOMPARE(api.late.size(), 1);
            api.work({&lex});
            QCOMPARE(lex.asked.size(), 1);
            // Where it has its answer, nobody is asked.
            asks();
            QCOMPARE(api.late.size(), 0);
        }
    }

    // A queue's message holds 256 KiB, and a model may remember more.
    void whatWasSaidBeforeHasABound()
    {
        aws::LateQuestion late{.api = QUrl(u"https://a.example/stage"_s), .bot = u"model"_s, .question = {}};
        late.question.text = u"And now?"_s;
        for (int i = 0; i < 40; ++i)
            late.question.before.append({i % 2 == 1, u"ann"_s, QString(8000, u'"') + QString::number(i)});
        const QByteArray body = aws::encodeLate(aws::LateWork(late));
        QVERIFY2(body.size() < 256 * 1024, qPrintable(QString::number(body.size())));
        const auto read = std::get<aws::LateQuestion>(*aws::parseLate(body));
        QCOMPARE(read.question.text, u"And now?"_s);
        QVERIFY(read.question.before.size() > 5);
        QVERIFY(read.question.before.last().text.endsWith(u"39"_s));
    }

    // The queue gives the question out again; where it does so no more, the asker is told.
    void anAnswerThatCannotBeStoredIsAskedForAgain()
    {
        Api api;
        FakeBot lex(u"lex"_s);
        api.later = {{lex.info(), lex.remembers()}};
        (void)api.signUp(u"ann="_s, u"ann"_s);
        api.say(u"ann="_s,
                protocol::AskBot{.id = u"01JD0000000000000000000008"_s, .bot = u"lex"_s, .message = u"a room?"_s});
        const QList<QByteArray> question = api.late;
        api.forget();
        lex.setHeld(true);
        api.work({&lex}, [&](const std::function<bool()> &isAnswered) {
            api.store.setOperationsFail(true);
            lex.release();
            QVERIFY(isAnswered());
        });
        QCOMPARE(api.answered[u"statusCode"_s].toInt(), 500);
        QCOMPARE(api.verbs(u"ann="_s), QString());

        api.store.setOperationsFail(false);
        api.late = question;
        lex.setHeld(false);
        api.work({&lex});
        QCOMPARE(api.answered[u"statusCode"_s].toInt(), 200);
        QCOMPARE(api.one(u"ann="_s, u"message"_s)["message"_L1].toObject()["text"_L1].toString(), u"pong"_s);

        // Where that cannot even be read, nobody is asked.
        api.store.setReadsLeft(0);
        api.late = question;
        api.work({&lex});
        QCOMPARE(api.answered[u"statusCode"_s].toInt(), 500);
        QCOMPARE(lex.asked.size(), 2);
    }

    void aQuestionThatIsGivenUpIsAnsweredSo()
    {
        Api api;
        FakeBot lex(u"lex"_s);
        api.later = {{lex.info(), lex.remembers()}};
        (void)api.signUp(u"ann="_s, u"ann"_s);
        api.connect(u"p="_s);
        api.say(u"ann="_s,
                protocol::AskBot{.id = u"01JD0000000000000000000008"_s, .bot = u"lex"_s, .message = u"a room?"_s});
        api.say(u"p="_s, R"({"type":"bot","message":"Book hotel"})");
        QCOMPARE(api.late.size(), 2);
        const QList<QByteArray> questions = api.late;
        api.forget();
        for (const QByteArray &question : questions + questions)
            api.giveUp(question);
        QCOMPARE(api.one(u"ann="_s, u"message"_s)["message"_L1].toObject()["text"_L1].toString(),
                 u"The bot could not answer: It could not be asked."_s);
        QVERIFY(api.texts(u"p="_s).contains(u"Bot error: It could not be asked."_s));
        QVERIFY(lex.asked.isEmpty());
    }

    // Counted by whoever is asked, not once more by the worker.
    void aBotIsAskedSoOftenADay()
    {
        Api api;
        FakeBot lex(u"lex"_s);
        api.later = {{.info = lex.info(), .remembers = 0, .perDay = 2}};
        api.connect(u"a="_s);
        for (const char *frame : {R"({"type":"bot","message":"one"})", R"({"type":"bot","message":"two"})"})
            api.say(u"a="_s, frame);
        QCOMPARE(api.late.size(), 2);
        api.say(u"a="_s, R"({"type":"bot","message":"three"})");
        QCOMPARE(api.late.size(), 2);
        QCOMPARE(api.texts(u"a="_s), QStringList{u"Bot error: It has answered as often as it may today."_s});
        api.forget();
        api.work({&lex});
        QCOMPARE(api.texts(u"a="_s), (QStringList{u"Bot: pong"_s, u"Bot: pong"_s}));
    }

    void aWorkerAnswersThePlainDialect()
    {
        Api api;
        FakeBot lex(u"lex"_s);
        api.later = {{lex.info(), lex.remembers()}};
        api.connect(u"a="_s);
        api.connect(u"b="_s);
        api.say(u"a="_s, R"({"type":"bot","message":"Book hotel"})");
        QCOMPARE(api.texts(u"a="_s), QStringList());
        const QList<QByteArray> twice = api.late + api.late;
        api.late = twice;
        api.work({&lex});
        QCOMPARE(api.texts(u"a="_s), QStringList{u"Bot: pong"_s});
        QCOMPARE(api.texts(u"b="_s), QStringList{u"Bot: pong"_s});
    }

    void manyAreToldByAWorker()
    {
        Api api;
        constexpr int all = 450;
        for (int i = 0; i < all; ++i)
            api.connect(u"c%1="_s.arg(i));
        api.say(u"c0="_s, "{\"message\":\"Hello \\\"all\\\"\"}");
        QCOMPARE(api.texts(u"c0="_s), QStringList{u"Hello \"all\""_s});
        QCOMPARE(api.texts(u"c1="_s), QStringList());
        QCOMPARE(api.late.size(), 3); // 200 each
        api.work({});
        for (int i = 1; i < all; ++i)
            QCOMPARE(api.texts(u"c%1="_s.arg(i)), QStringList{u"Hello \"all\""_s});
    }

    // A message of a queue holds 256 KiB.
    void largeFramesAreDivided()
    {
        QList<aws::Parcel> parcels;
        for (int i = 0; i < 20; ++i)
            parcels.append({.connection = u"c%1="_s.arg(i),
                            .frames = {QByteArray(30'000, '"') + QByteArray::number(i)},
                            .close = i % 2 == 0});
        QList<aws::Parcel> read;
        for (const QByteArray &piece : aws::encodeLate(QUrl(u"https://a.example/stage"_s), parcels, 2)) {
            QVERIFY(piece.size() < 256 * 1024);
            const auto late = std::get<aws::LateParcels>(*aws::parseLate(piece));
            QCOMPARE(late.api, QUrl(u"https://a.example/stage"_s));
            QCOMPARE(late.putOff, 2);
            read += late.parcels;
        }
        QCOMPARE(read, parcels);
        QVERIFY(!aws::parseLate("{}"));
        QVERIFY(!aws::parseLate("no JSON"));
    }

    // Counted between calls, of which none knows what another one did.
    void whoGuessesWaits()
    {
        Api api(protocol::Access::Open, true);
        (void)api.signUp(u"ann="_s, u"ann"_s);
        int number = 0;
        QJsonObject answer;
        const auto tries = [&](const QString &name, const QString &password) {
            const QString id = u"s%1="_s.arg(++number);
            api.connectConfab(id);
            api.say(id, protocol::SignIn{.id = u"i"_s, .username = name, .password = password});
            answer = api.one(id);
            return answer[u"type"_s].toString() == u"error"_s ? answer[u"code"_s].toString()
                                                              : answer[u"type"_s].toString();
        };
        const QString right = u"a password of ann"_s;
        for (int i = 0; i < 4; ++i)
            QCOMPARE(tries(u"ann"_s, u"wrong"_s), u"wrongCredentials"_s);
        // What is right washes off what was wrong, of the account alone.
        QCOMPARE(tries(u"ann"_s, right), u"session"_s);
        QCOMPARE(tries(u"ann"_s, u"wrong"_s), u"wrongCredentials"_s);
        QCOMPARE(tries(u"ann"_s, right), u"rateLimited"_s);
        QCOMPARE(answer[u"retryAfterMs"_s].toInt(), 2000);
        // The whole address waits, and what is refused makes nobody wait longer.
        QCOMPARE(tries(u"bob"_s, u"wrong"_s), u"rateLimited"_s);
        api.clock.advance(2000);
        QCOMPARE(tries(u"bob"_s, u"wrong"_s), u"wrongCredentials"_s);
        api.clock.advance(2000);
        QCOMPARE(tries(u"ann"_s, right), u"rateLimited"_s);
        api.clock.advance(2000);
        QCOMPARE(tries(u"ann"_s, right), u"session"_s);

        api.counts.broken = true;
        QCOMPARE(tries(u"ann"_s, right), u"unavailable"_s);
    }

    void anAddressBringsOnlySoMany()
    {
        Api api(protocol::Access::Open, true);
        const auto comes = [&api](int i) {
            const QString id = u"g%1="_s.arg(i);
            api.connectConfab(id);
            api.say(id, protocol::GuestSignIn{.id = u"g"_s, .username = u"guest"_s});
            return api.one(id, u"error"_s)[u"code"_s].toString();
        };
        for (int i = 0; i < 60; ++i)
            QCOMPARE(comes(i), QString());
        QCOMPARE(comes(60), u"rateLimited"_s);
        api.clock.advance(10'000);
        QCOMPARE(comes(61), QString());
        api.counts.broken = true;
        QCOMPARE(comes(62), u"unavailable"_s);
    }

    void messagesAreCountedByPerson()
    {
        Api api(protocol::Access::Open, true);
        const QString token = api.signUp(u"ann="_s, u"ann"_s);
        api.connectConfab(u"ann2="_s);
        api.say(u"ann2="_s, protocol::Hello{.id = u"h"_s, .client = {}, .locale = {}, .token = token});
        int number = 0;
        const auto says = [&](const QString &id) {
            api.forget();
            api.say(id, protocol::SendMessage{.id = u"01JD00000000000000000001%1"_s.arg(++number, 2, 10, QChar(u'0')),
                                              .message = u"again"_s});
            return api.verbs(id);
        };
        for (int i = 0; i < 20; ++i)
            QCOMPARE(says(i % 2 == 0 ? u"ann="_s : u"ann2="_s), u"ack message"_s);
        QCOMPARE(says(u"ann="_s), u"error"_s);
        QCOMPARE(api.one(u"ann="_s)[u"code"_s].toString(), u"rateLimited"_s);
        QCOMPARE(says(u"ann2="_s), u"error"_s);
        api.clock.advance(200);
        QCOMPARE(says(u"ann2="_s), u"ack message"_s);
        // Where nothing can be counted people talk on.
        api.counts.broken = true;
        QCOMPARE(says(u"ann2="_s), u"ack message"_s);
    }

    void whoGoesOnRegardlessIsCutOff()
    {
        Api api(protocol::Access::Open, true);
        api.connect(u"p="_s);
        // Another name is nobody else.
        for (int i = 0; i < 20 + 200; ++i)
            api.say(u"p="_s, R"({"type":"register","username":"n)" + QByteArray::number(i) + R"("})");
        QCOMPARE(api.ended, QStringList());
        api.say(u"p="_s, R"({"message":"Hello"})");
        QCOMPARE(api.ended, QStringList{u"p="_s});
        QCOMPARE(api.store.conversations().head(u"group"_s).seq, 0);
    }

    void theFirstOwnerHasACode()
    {
        Api api(protocol::Access::Invite);
        core::Invite code;
        code.id = u"i1"_s;
        code.codeHash = core::digestOf(u"the code"_s);
        code.usesLeft = 2;
        code.expiresAt = api.clock.now().addDays(1);
        code.makesOwner = true;
        QVERIFY(std::holds_alternative<core::Invite>(api.store.invites().create(code)));
        const auto comes = [&api](const QString &name) {
            api.connectConfab(name);
            api.say(name, protocol::SignUp{.id = u"in"_s,
                                           .username = name,
                                           .password = u"a password of "_s + name,
                                           .displayName = {},
                                           .invite = u"the code"_s});
            return api.one(name, u"session"_s)[u"user"_s].toObject()[u"role"_s].toString();
        };
        QCOMPARE(comes(u"ann"_s), u"owner"_s);
        // It opens nothing once there is one.
        QCOMPARE(comes(u"bob"_s), QString());
        QVERIFY(!api.store.accounts().find(u"bob"_s));
    }

    void whoTookAnotherNameEndsWithAll()
    {
        Api api;
        (void)api.signUp(u"ann="_s, u"ann"_s);
        api.connect(u"p="_s);
        for (const QByteArray name : {"one", "two"}) {
            api.say(u"p="_s, R"({"type":"register","username":")" + name + R"("})");
            api.say(u"p="_s, R"({"type":"directMessage","to":"ann","message":"psst"})");
        }
        const auto talks = [&api] { return api.store.reads().conversationsOf(u"ann"_s, 10)->size(); };
        QCOMPARE(talks(), 3); // with `group`
        api.disconnect(u"p="_s);
        QCOMPARE(talks(), 1);
    }

    void whatEndedWithoutASignIsTidied()
    {
        Api api;
        (void)api.signUp(u"ann="_s, u"ann"_s);
        api.connect(u"old="_s);
        api.say(u"old="_s, R"({"type":"register","username":"Old"})");
        api.say(u"old="_s, R"({"type":"directMessage","to":"ann","message":"psst"})");
        api.connectConfab(u"g="_s);
        api.say(u"g="_s, protocol::GuestSignIn{.id = u"g"_s, .username = u"guest"_s});
        api.say(u"g="_s,
                protocol::DirectMessage{.id = u"01JD000000000000000000000A"_s, .to = u"ann"_s, .message = u"psst"_s});
        const auto talks = [&api] { return api.store.reads().conversationsOf(u"ann"_s, 10)->size(); };
        QCOMPARE(talks(), 3);
        api.tidy();
        QCOMPARE(talks(), 3);
        api.clock.advance(aws::ApiFront::longestConnectionMs + 1);
        api.connect(u"new="_s);
        api.forget();
        // The connections have outlived API Gateway's, the guest's session has not ended.
        for (int twice = 0; twice < 2; ++twice)
            api.tidy();
        QCOMPARE(api.texts(u"new="_s).count(u"Old has left the chat."_s), 1);
        QCOMPARE(api.store.connections().list().size(), 1);
        QCOMPARE(talks(), 2);
        api.clock.advance(qint64{31} * 24 * 3600 * 1000);
        api.tidy();
        QCOMPARE(talks(), 1);
    }

    // Whom the index does not name is told by the next sync; who spoke is answered all the same.
    void theSenderIsAnsweredWhereTheOthersCannotBeFound()
    {
        Api api;
        (void)api.signUp(u"ann="_s, u"ann"_s);
        (void)api.signUp(u"bob="_s, u"bob"_s);
        api.index.broken = true;
        api.say(u"ann="_s, protocol::SendMessage{.id = u"01JD0000000000000000000007"_s, .message = u"Hi"_s});
        QCOMPARE(api.verbs(u"ann="_s), u"ack message"_s);
        QCOMPARE(api.problem, u"told to fail"_s);
    }
};

CONFAB_APPLESS_TEST(TestApiFront)
#include "tst_api_front.moc"
