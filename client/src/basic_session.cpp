// SPDX-License-Identifier: GPL-3.0-or-later
#include "basic_session.h"

#include "gateway.h"
#include "logging.h"

#include <confab/client/words.h>
#include <confab/protocol/limits.h>
#include <confab/protocol/names.h>
#include <confab/protocol/plain.h>
#include <confab/protocol/text_cut.h>
#include <confab/protocol/ulid.h>

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;
using Phase = ConnectionStatus::Phase;
namespace plain = protocol::plain;

namespace
{

// A text that is identical to one's own is its echo for so long.
constexpr int echoMs = 30000;
constexpr int registrationMs = 15000;
// The backend may not have noticed yet that the connection before is gone, and with it the name.
constexpr int registerAgainMs = 5000;
constexpr int mostRegistrations = 3;
// What the old connection still brings when the new one is registered.
constexpr int overlapMs = 2000;
constexpr int farewellMs = 60000;
constexpr qsizetype mostPeople = 200;
constexpr qsizetype mostEarly = 1000;
constexpr qsizetype mostTexts = 1000;

const auto sayType = u"sendMessage"_s;
const auto directType = u"directMessage"_s;
const auto askType = u"bot"_s;
const auto registerType = u"register"_s;
const auto theBot = u"bot"_s;

QByteArray frameOf(const QString &type, QJsonObject fields)
{
    fields.insert(u"action"_s, u"sendMessage"_s);
    fields.insert(u"type"_s, type);
    return QJsonDocument(fields).toJson(QJsonDocument::Compact);
}

// Nothing in it that a message may not hold.
QString clean(const QByteArray &frame)
{
    QString text = QString::fromUtf8(frame);
    text.replace("\r\n"_L1, "\n"_L1);
    text.removeIf(
        [](QChar c) { return (c < QChar(0x20) && c != u'\n' && c != u'\t') || (c >= QChar(0x7f) && c < QChar(0xa0)); });
    return text;
}

Problem unsure()
{
    return {ErrorCode::Conflict, u"echo"_s, u"nothing came back"_s, 0, false};
}

template <class... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

} // namespace

BasicSession::BasicSession(TransportFactory transports, Timing timing, QObject *parent)
    : Session(std::move(transports), std::move(timing), parent)
{
    setGateway(true);
}

BasicSession::~BasicSession()
{
    forget();
}

void BasicSession::forget()
{
    for (int *timer : {&m_registerTimer, &m_waitingTimer, &m_aliveTimer, &m_retireTimer})
        m_timing.scheduler->cancel(std::exchange(*timer, 0));
    m_registering = false;
    m_balance.clear();
    m_early.clear();
}

void BasicSession::failAll()
{
    for (const Waiting &waiting : std::exchange(m_waiting, {}))
        waiting.answer(Unexpected{unsure()});
}

// --- getting in -------------------------------------------------------------------------------------------------

protocol::User BasicSession::me() const
{
    protocol::User user;
    user.username = user.displayName = m_name;
    user.role = protocol::Role::Guest;
    return user;
}

protocol::Welcome BasicSession::welcome() const
{
    protocol::Welcome welcome;
    welcome.server = {url().host(), u"plain"_s, u"plain"_s, {}};
    welcome.access = protocol::Access::Open;
    welcome.bots = {{theBot, QCoreApplication::translate("confab::client::BasicSession", "Bot"), {}}};
    if (!token().isEmpty())
        welcome.you = me();
    return welcome;
}

void BasicSession::greet(Line line)
{
    m_status.known = true;
    if (line == Line::Next) {
        // From here on both are told everything.
        for (Waiting &waiting : m_waiting)
            waiting.onOld = true;
        m_balance.clear();
        promoteNext();
        m_registrations = 0;
        registerAs(m_name);
        return;
    }
    m_registrations = 0;
    keepAlive();
    m_name = token();
    if (m_name.isEmpty()) {
        m_status.phase = Phase::NeedsSignIn;
        m_heads.clear();
    } else {
        m_status.phase = Phase::Syncing;
        m_goneUntil = now() + farewellMs;
        registerAs(m_name);
    }
    Q_EMIT welcomed(welcome(), !m_name.isEmpty());
    Q_EMIT statusChanged();
}

void BasicSession::signUp(const QString &, const QString &, const QString &, const QString &)
{
    Q_EMIT signInFailed(cannot());
}

void BasicSession::signIn(const QString &, const QString &)
{
    Q_EMIT signInFailed(cannot());
}

void BasicSession::signInAsGuest(const QString &name)
{
    if (m_status.phase != Phase::NeedsSignIn) {
        Q_EMIT signInFailed(offline());
        return;
    }
    m_registrations = 0;
    registerAs(name.trimmed());
}

void BasicSession::registerAs(const QString &name)
{
    m_name = name;
    m_registering = true;
    ++m_registrations;
    send(frameOf(registerType, {{u"username"_s, name}}));
    m_timing.scheduler->cancel(m_registerTimer);
    m_registerTimer = m_timing.scheduler->after(registrationMs, [this] {
        m_registerTimer = 0;
        m_registering = false;
        if (m_status.phase == Phase::NeedsSignIn)
            Q_EMIT signInFailed(Problem{ErrorCode::Unavailable, {}, u"no answer"_s, 0, false});
        else
            retireOldWhenQuiet();
    });
}

void BasicSession::onRegistered()
{
    m_registering = false;
    m_timing.scheduler->cancel(std::exchange(m_registerTimer, 0));
    if (m_status.phase == Phase::NeedsSignIn)
        enter();
    else
        retireOldWhenQuiet();
}

void BasicSession::enter()
{
    m_token = m_name;
    m_status.phase = Phase::Syncing;
    Q_EMIT signedIn(protocol::SessionGranted{{}, m_token, me()});
    Q_EMIT statusChanged();
}

void BasicSession::registrationFailed(const Problem &problem)
{
    m_registering = false;
    m_timing.scheduler->cancel(std::exchange(m_registerTimer, 0));
    if (m_status.phase == Phase::NeedsSignIn) {
        Q_EMIT signInFailed(problem);
        return;
    }
    // It is one's own other connection that has the name, or was.
    if (hasOld())
        leaveOld();
    if (m_registrations < mostRegistrations) {
        m_registerTimer = m_timing.scheduler->after(registerAgainMs, [this] {
            m_registerTimer = 0;
            registerAs(m_name);
        });
    }
}

// --- what is asked ----------------------------------------------------------------------------------------------

Problem BasicSession::cannot()
{
    return {ErrorCode::UnknownType, u"plain"_s, u"a plain backend cannot do that"_s, 0, false};
}

void BasicSession::answerLater(Answer answer, Expected<protocol::ServerEvent, Problem> with)
{
    QMetaObject::invokeMethod(
        this, [answer = std::move(answer), with = std::move(with)] { answer(with); }, Qt::QueuedConnection);
}

void BasicSession::ask(protocol::ClientCommand command, Answer answer, Part)
{
    if (!isOpen()) {
        answer(Unexpected{offline()});
        return;
    }
    std::visit(
        Overloaded{
            [&](const protocol::Sync &sync) { answerSync(sync, answer); },
            [&](const protocol::History &history) {
                // All that there is has been kept here.
                protocol::Messages none;
                none.id = history.id;
                none.conversation = history.conversation;
                none.moreBefore = none.moreAfter = false;
                answerLater(answer, protocol::ServerEvent(none));
            },
            [&](const protocol::SendMessage &message) {
                say({message.id, sayType, QString(protocol::groupConversation), message.message,
                     message.message.trimmed(), answer},
                    {{u"message"_s, message.message}});
            },
            [&](const protocol::DirectMessage &direct) {
                say({direct.id, directType,
                     protocol::directConversation(protocol::keyOf(m_name), protocol::keyOf(direct.to)), direct.message,
                     plain::directSent(direct.to, direct.message.trimmed()).trimmed(), answer},
                    {{u"to"_s, direct.to}, {u"message"_s, direct.message}});
            },
            [&](const protocol::AskBot &question) {
                say({question.id,
                     askType,
                     protocol::botConversation(theBot, protocol::keyOf(m_name)),
                     question.message,
                     {},
                     answer},
                    {{u"message"_s, question.message}});
            },
            [&](const protocol::ListPeople &wanted) { answerLater(answer, protocol::ServerEvent(people(wanted))); },
            [&](const protocol::LookUpUsers &wanted) {
                answerLater(answer, protocol::ServerEvent(protocol::UserList{wanted.id, {}, {}}));
            },
            // Kept here alone.
            [&](const protocol::MarkRead &read) {
                answerLater(answer, protocol::ServerEvent(protocol::Ack{read.id, {}, 0, 0, {}}));
            },
            [&](const protocol::SetPresence &presence) {
                answerLater(answer, protocol::ServerEvent(protocol::Ack{presence.id, {}, 0, 0, {}}));
            },
            [&](const protocol::SignOut &out) {
                answerLater(answer, protocol::ServerEvent(protocol::Ack{out.id, {}, 0, 0, {}}));
            },
            [&](const auto &) { answerLater(answer, Unexpected{cannot()}); },
        },
        command);
}

void BasicSession::answerSync(const protocol::Sync &sync, const Answer &answer)
{
    QStringList named;
    for (const protocol::Since &since : sync.since) {
        qint64 &head = m_heads[since.conversation];
        head = std::max({head, since.cursor, since.seq});
        named.append(since.conversation);
    }
    if (sync.last && !named.contains(QString(protocol::groupConversation)))
        named.append(QString(protocol::groupConversation));
    protocol::Synced synced;
    synced.id = sync.id;
    for (const QString &conversation : std::as_const(named)) {
        protocol::SyncedConversation entry;
        entry.id = conversation;
        entry.kind = protocol::directKeys(conversation) ? protocol::ConversationKind::Direct
                     : protocol::botKeys(conversation)  ? protocol::ConversationKind::Bot
                                                        : protocol::ConversationKind::Group;
        entry.seq = entry.rev = m_heads.value(conversation);
        entry.first = 1;
        synced.conversations.append(entry);
    }
    answerLater(answer, protocol::ServerEvent(synced));
}

// Whoever was seen to come, and whatever name is asked for: the backend tells whether there is such a person.
protocol::UserList BasicSession::people(const protocol::ListPeople &wanted) const
{
    QStringList names;
    const QString query = wanted.query.trimmed();
    for (const QString &name : m_people) {
        if (name.contains(query, Qt::CaseInsensitive))
            names.append(name);
    }
    if (!query.isEmpty() && !names.contains(query) && !protocol::checkUsername(query))
        names.prepend(query);
    protocol::UserList list;
    list.id = wanted.id;
    for (const QString &name : std::as_const(names)) {
        protocol::User user;
        user.username = user.displayName = name;
        list.users.append(user);
    }
    return list;
}

void BasicSession::say(Waiting waiting, const QJsonObject &fields)
{
    const QByteArray frame = frameOf(waiting.type, fields);
    if (frame.size() > protocol::limits::frameBytes)
        return answerLater(waiting.answer, Unexpected{Problem{ErrorCode::TooLarge, {}, {}, 0, false}});
    if (m_missing.contains(waiting.type))
        return answerLater(waiting.answer, Unexpected{cannot()});
    if (waiting.id.isEmpty())
        waiting.id = protocol::makeUlid();
    waiting.until = now() + echoMs;
    m_waiting.append(std::move(waiting));
    send(frame);
    checkWaiting();
}

// --- what comes -------------------------------------------------------------------------------------------------

void BasicSession::take(const QByteArray &frame, Line line)
{
    if (line == Line::Next || frame.size() > protocol::limits::frameBytes)
        return;
    if (const auto error = gatewayError(frame))
        return onGatewayError(*error);
    const QString text = clean(frame);
    if (text.trimmed().isEmpty())
        return;
    const bool twin = isTwin(frame, line);
    if (line == Line::Current && m_registering && isOfRegistration(text))
        return;
    if (twin || (hasOld() && text == plain::joined(m_name)) || m_status.phase == Phase::NeedsSignIn)
        return;
    // Of the connection before this one.
    if (now() < m_goneUntil && text == plain::left(m_name)) {
        m_goneUntil = 0;
        return;
    }
    noteMissing(text);
    if (settle(text) || settleRefusal(text))
        return;
    notePerson(text);
    show(text);
}

// While there are two connections the same text comes by both, and by the new one perhaps when the old one has gone.
bool BasicSession::isTwin(const QByteArray &frame, Line line)
{
    if (!hasOld()) {
        if (now() >= m_twinsUntil)
            m_balance.clear();
        const auto owed = m_balance.find(frame);
        return owed != m_balance.end() && *owed < 0 && ++*owed <= 0;
    }
    if (m_balance.size() >= mostTexts)
        m_balance.clear();
    int &balance = m_balance[frame];
    if (line == Line::Current)
        return ++balance <= 0;
    return --balance >= 0;
}

// Nobody can tell which frame it is about: the one that has waited longest, most likely. Forbidden means that nothing
// took it; after another error it may have been sent.
void BasicSession::onGatewayError(const GatewayError &error)
{
    qCWarning(netLog, "API Gateway says: %ls", qUtf16Printable(error.message));
    const Problem problem{ErrorCode::Forbidden, {}, error.message, 0, false};
    if (m_registering && m_status.phase == Phase::NeedsSignIn)
        registrationFailed(error.forbidden ? problem : Problem{ErrorCode::Unavailable, {}, error.message, 0, false});
    else if (const qsizetype oldest = oldestOf({}); oldest >= 0)
        refuse(oldest, error.forbidden ? problem : unsure());
}

bool BasicSession::isOfRegistration(const QString &text)
{
    if (text == plain::joined(m_name)) {
        const bool first = m_status.phase == Phase::NeedsSignIn;
        onRegistered();
        // The backend's word that one is there; of a connection that follows another it is no news.
        return !first;
    }
    if (text == plain::registrationTaken(m_name)) {
        registrationFailed(Problem{ErrorCode::Taken, u"username"_s, text, 0, false});
        return true;
    }
    if (text.startsWith("Registration failed: "_L1)) {
        registrationFailed(Problem{ErrorCode::BadField, u"username"_s, text, 0, false});
        return true;
    }
    if (text == plain::needsAccount()) {
        registrationFailed(Problem{ErrorCode::Forbidden, u"plain"_s, text, 0, false});
        return true;
    }
    noteMissing(text);
    // There are no names at all there: one is in as one is.
    if (m_missing.contains(registerType))
        onRegistered();
    return false;
}

void BasicSession::noteMissing(const QString &text)
{
    static const QRegularExpression sentence(u"^The '([A-Za-z]{1,40})' action is not implemented in this version\\."_s);
    const QString type = sentence.match(text).captured(1);
    // Anybody may type it; it is the backend's where it answers something.
    const bool asked = type == registerType ? m_registering : oldestOf(type) >= 0;
    if (type.isEmpty() || !asked)
        return;
    m_missing.insert(type);
    if (const qsizetype index = oldestOf(type); index >= 0)
        refuse(index, cannot());
    Q_EMIT abilitiesChanged();
}

bool BasicSession::settle(const QString &text)
{
    const QString trimmed = text.trimmed();
    for (qsizetype i = 0; i < m_waiting.size(); ++i) {
        if (!m_waiting[i].echo.isEmpty() && m_waiting[i].echo == trimmed) {
            settleSaid(i);
            return true;
        }
    }
    static const auto botPrefix = u"Bot: "_s;
    const qsizetype question = text.startsWith(botPrefix) ? oldestOf(askType) : -1;
    if (question < 0)
        return false;
    settleAnswered(question, text.sliced(botPrefix.size()));
    return true;
}

bool BasicSession::settleRefusal(const QString &text)
{
    static const QRegularExpression tooMany(u"^Error: too many messages, wait (\\d{1,5}) s\\.$"_s);
    struct Sentence {
        bool said;
        QString type;
        Problem problem;
    };
    const auto wait = tooMany.match(text);
    const QList<Sentence> sentences{
        {text.startsWith("DM failed: User "_L1), directType, {ErrorCode::NotFound, u"to"_s, text, 0, false}},
        {text.startsWith("DM failed: "_L1), directType, {ErrorCode::BadField, {}, text, 0, false}},
        {text.startsWith("Bot request failed: "_L1), askType, {ErrorCode::BadField, {}, text, 0, false}},
        {text.startsWith("Bot error: "_L1), askType, {ErrorCode::BotUnavailable, {}, text, 0, false}},
        {text == plain::tooLong(), {}, {ErrorCode::TooLarge, {}, text, 0, false}},
        {text == plain::notAccepted(), {}, {ErrorCode::BadField, {}, text, 0, false}},
        {text == plain::notAnObject(), {}, {ErrorCode::BadFrame, {}, text, 0, false}},
        {text == plain::notStored(), {}, {ErrorCode::Unavailable, {}, text, 0, false}},
        {wait.hasMatch(), {}, {ErrorCode::RateLimited, {}, text, wait.captured(1).toLongLong() * 1000, false}},
    };
    for (const Sentence &sentence : sentences) {
        const qsizetype index = sentence.said ? oldestOf(sentence.type) : -1;
        if (index < 0)
            continue;
        refuse(index, sentence.problem);
        return true;
    }
    return false;
}

qsizetype BasicSession::oldestOf(const QString &type) const
{
    for (qsizetype i = 0; i < m_waiting.size(); ++i) {
        if (type.isEmpty() || m_waiting[i].type == type)
            return i;
    }
    return -1;
}

void BasicSession::refuse(qsizetype index, const Problem &problem)
{
    const Waiting refused = m_waiting.takeAt(index);
    retireOldWhenQuiet();
    refused.answer(Unexpected{problem});
}

void BasicSession::settleSaid(qsizetype index)
{
    const Waiting said = m_waiting.takeAt(index);
    retireOldWhenQuiet();
    const protocol::Message message = put(said.conversation, m_name, said.text, said.id);
    said.answer(
        protocol::ServerEvent(protocol::Ack{said.id, message.conversation, message.seq, message.rev, message.at}));
    Q_EMIT event(protocol::MessagePush{message});
}

void BasicSession::settleAnswered(qsizetype index, const QString &reply)
{
    const QString conversation = m_waiting[index].conversation;
    settleSaid(index);
    Q_EMIT event(
        protocol::MessagePush{put(conversation, protocol::botAuthor(theBot),
                                  protocol::cutToBytes(reply, protocol::limits::textBytes), protocol::makeUlid())});
}

// Anybody can type that somebody has come: a name to write to, no more.
void BasicSession::notePerson(const QString &text)
{
    static const QRegularExpression came(u"^(\\S{1,64}) has joined the chat\\.$"_s);
    const QString name = came.match(text).captured(1);
    if (name.isEmpty() || name == m_name || name == plain::anonymous || protocol::checkUsername(name))
        return;
    m_people.removeOne(name);
    m_people.prepend(name);
    while (m_people.size() > mostPeople)
        m_people.removeLast();
}

protocol::Message BasicSession::put(const QString &conversation, const QString &author, const QString &text,
                                    const QString &id)
{
    protocol::Message message;
    message.conversation = conversation;
    message.seq = message.rev = ++m_heads[conversation];
    message.id = id;
    message.author = author;
    message.at = m_timing.scheduler->now();
    message.text = text;
    return message;
}

void BasicSession::show(const QString &text)
{
    if (m_status.phase != Phase::Online) {
        if (m_early.size() < mostEarly)
            m_early.append(text);
        return;
    }
    // A frame may be longer than a message.
    QString rest = text;
    while (!rest.isEmpty()) {
        const QString part = protocol::cutToBytes(rest, protocol::limits::textBytes);
        if (part.isEmpty())
            return;
        rest = rest.sliced(part.size());
        Q_EMIT event(protocol::MessagePush{put(QString(protocol::groupConversation), QString(unknownAuthor), part,
                                               protocol::makeUlid(m_timing.scheduler->now()))});
    }
}

void BasicSession::setOnline()
{
    if (!ready())
        return;
    Session::setOnline();
    for (const QString &text : std::exchange(m_early, {}))
        show(text);
}

// --- time -------------------------------------------------------------------------------------------------------

void BasicSession::checkWaiting()
{
    if (m_waitingTimer != 0 || m_waiting.isEmpty())
        return;
    const auto ms = static_cast<int>(std::max<qint64>(1, m_waiting.first().until - now()));
    m_waitingTimer = m_timing.scheduler->after(ms, [this] {
        m_waitingTimer = 0;
        while (!m_waiting.isEmpty() && m_waiting.first().until <= now())
            refuse(0, unsure());
        checkWaiting();
    });
}

// An empty text is sent to nobody.
void BasicSession::keepAlive()
{
    m_timing.scheduler->cancel(m_aliveTimer);
    const qint64 silence = now() - m_heardAt;
    if (silence >= m_timing.gateway.pingMs) {
        send(frameOf(sayType, {{u"message"_s, QString()}}));
        m_heardAt = now();
        return keepAlive();
    }
    m_aliveTimer = m_timing.scheduler->after(static_cast<int>(m_timing.gateway.pingMs - silence), [this] {
        m_aliveTimer = 0;
        keepAlive();
    });
}

void BasicSession::retireOldWhenQuiet()
{
    const bool waits =
        std::any_of(m_waiting.begin(), m_waiting.end(), [](const Waiting &waiting) { return waiting.onOld; });
    if (!hasOld() || m_registering || waits || m_retireTimer != 0)
        return;
    m_retireTimer = m_timing.scheduler->after(overlapMs, [this] {
        m_retireTimer = 0;
        leaveOld();
    });
}

void BasicSession::leaveOld()
{
    m_goneUntil = now() + farewellMs;
    m_twinsUntil = now() + overlapMs;
    retireOld();
}

} // namespace confab::client
