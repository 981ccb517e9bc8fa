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

constexpr int registrationMs = 15000;
// The backend may not have noticed yet that the connection before is gone, and with it the name.
constexpr int registerAgainMs = 5000;
constexpr int mostRegistrations = 3;
// What the old connection still brings when the new one is registered.
constexpr int overlapMs = 2000;
constexpr int farewellMs = 60000;
constexpr qsizetype mostPeople = 200;
constexpr qsizetype mostEarly = 1000;

const auto registerType = u"register"_s;

// Nothing in it that a message may not hold.
QString clean(const QByteArray &frame)
{
    QString text = QString::fromUtf8(frame);
    text.replace("\r\n"_L1, "\n"_L1);
    text.removeIf(
        [](QChar c) { return (c < QChar(0x20) && c != u'\n' && c != u'\t') || (c >= QChar(0x7f) && c < QChar(0xa0)); });
    return text;
}

} // namespace

BasicSession::BasicSession(TransportFactory transports, Timing timing, QObject *parent)
    : Session(std::move(transports), std::move(timing), parent)
{
    setGateway(true);
}

QByteArray BasicSession::frameOf(const QString &type, QJsonObject fields)
{
    fields.insert(u"action"_s, u"sendMessage"_s);
    fields.insert(u"type"_s, type);
    return QJsonDocument(fields).toJson(QJsonDocument::Compact);
}

QString BasicSession::botId()
{
    return u"bot"_s;
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
    m_twinsUntil = 0;
    m_early.clear();
}

void BasicSession::failAll()
{
    for (const PlainEchoes::Waiting &waiting : m_echoes.takeAll())
        waiting.answer(Unexpected{PlainEchoes::unsure()});
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
    welcome.bots = {{botId(), QCoreApplication::translate("confab::client::BasicSession", "Bot"), {}}};
    if (!token().isEmpty())
        welcome.you = me();
    return welcome;
}

void BasicSession::greet(Line line)
{
    m_status.known = true;
    if (line == Line::Next) {
        // From here on both are told everything.
        m_echoes.setOld();
        m_twins.begin();
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
    if (const auto settled = m_echoes.settle(text))
        return settle(*settled);
    notePerson(text);
    show(text);
}

bool BasicSession::isTwin(const QByteArray &frame, Line line)
{
    if (hasOld())
        return m_twins.isTwin(frame, line == Line::Current);
    return now() < m_twinsUntil && m_twins.isLateTwin(frame);
}

// Nobody can tell which frame it is about: the one that has waited longest, most likely. Forbidden means that nothing
// took it; after another error it may have been sent.
void BasicSession::onGatewayError(const GatewayError &error)
{
    qCWarning(netLog, "API Gateway says: %ls", qUtf16Printable(error.message));
    const Problem problem{ErrorCode::Forbidden, {}, error.message, 0, false};
    if (m_registering && m_status.phase == Phase::NeedsSignIn)
        registrationFailed(error.forbidden ? problem : Problem{ErrorCode::Unavailable, {}, error.message, 0, false});
    else if (const auto oldest = m_echoes.takeOldest())
        settle({*oldest, {}, error.forbidden ? problem : PlainEchoes::unsure()});
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
    const QString type = PlainEchoes::unknownType(text);
    // Anybody may type it; it is the backend's where it answers something.
    const bool asked = type == registerType ? m_registering : m_echoes.isWaiting(type);
    if (type.isEmpty() || !asked)
        return;
    m_missing.insert(type);
    if (const auto oldest = m_echoes.takeOldest(type))
        settle({*oldest, {}, cannot()});
    Q_EMIT abilitiesChanged();
}

void BasicSession::settle(const PlainEchoes::Settled &settled)
{
    const PlainEchoes::Waiting &waiting = settled.waiting;
    retireOldWhenQuiet();
    if (settled.problem)
        return waiting.answer(Unexpected{*settled.problem});
    const protocol::Message message = put(waiting.conversation, m_name, waiting.text, waiting.id);
    waiting.answer(
        protocol::ServerEvent(protocol::Ack{waiting.id, message.conversation, message.seq, message.rev, message.at}));
    Q_EMIT event(protocol::MessagePush{message});
    if (!settled.reply.isEmpty())
        Q_EMIT event(protocol::MessagePush{put(waiting.conversation, protocol::botAuthor(botId()),
                                               protocol::cutToBytes(settled.reply, protocol::limits::textBytes),
                                               protocol::makeUlid())});
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
    if (m_waitingTimer != 0 || m_echoes.isEmpty())
        return;
    const auto ms = static_cast<int>(std::max<qint64>(1, m_echoes.firstUntil() - now()));
    m_waitingTimer = m_timing.scheduler->after(ms, [this] {
        m_waitingTimer = 0;
        while (const auto overdue = m_echoes.takeOverdue(now()))
            settle({*overdue, {}, PlainEchoes::unsure()});
        checkWaiting();
    });
}

// An empty text is sent to nobody.
void BasicSession::keepAlive()
{
    m_timing.scheduler->cancel(m_aliveTimer);
    const qint64 silence = now() - m_heardAt;
    if (silence >= m_timing.gateway.pingMs) {
        send(frameOf(protocol::SendMessage::verb, {{u"message"_s, QString()}}));
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
    if (!hasOld() || m_registering || m_echoes.hasOld() || m_retireTimer != 0)
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
