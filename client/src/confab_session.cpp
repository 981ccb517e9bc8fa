// SPDX-License-Identifier: GPL-3.0-or-later
#include "confab_session.h"

#include "gateway.h"
#include "logging.h"

#include <confab/protocol/close_codes.h>
#include <confab/protocol/defence.h>
#include <confab/protocol/limits.h>
#include <confab/protocol/ulid.h>

#include <QLocale>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;
using Phase = ConnectionStatus::Phase;

namespace
{

// A ping without an answer for so long: the connection is dead, whatever TCP says.
constexpr int pongDeadlineMs = 15000;
constexpr int welcomeDeadlineMs = 15000;
constexpr int deadlineTickMs = 5000;
// What a broken or hostile server may do before it is left.
constexpr int mostBadFrames = 20;

// What the notice that comes before the end says, where no close code travels.
int closeCodeOf(const protocol::Notice &notice)
{
    if (notice.code == "sessionRevoked"_L1)
        return protocol::closeCodes::sessionRevoked;
    return notice.code == "stopping"_L1 ? protocol::closeCodes::serverStops : 0;
}

QString ensureId(protocol::ClientCommand &command)
{
    return std::visit(
        [](auto &each) {
            if (each.id.isEmpty())
                each.id = protocol::makeUlid();
            return each.id;
        },
        command);
}

template <class T>
concept HasId = requires(const T &value)
{
    value.id;
};

QString idOfEvent(const protocol::ServerEvent &event)
{
    return std::visit(
        [](const auto &each) -> QString {
            if constexpr (HasId<std::decay_t<decltype(each)>>)
                return each.id;
            else
                return {};
        },
        event);
}

} // namespace

ConfabSession::ConfabSession(TransportFactory transports, Timing timing, QObject *parent)
    : Session(std::move(transports), std::move(timing), parent)
{
}

ConfabSession::~ConfabSession()
{
    for (int timer : {m_pingTimer, m_deadlineTimer})
        m_timing.scheduler->cancel(timer);
}

Approach ConfabSession::approach() const
{
    return m_status.known ? Approach::Known : Approach::FirstContact;
}

void ConfabSession::forget()
{
    for (int *timer : {&m_pingTimer, &m_deadlineTimer})
        m_timing.scheduler->cancel(std::exchange(*timer, 0));
    for (QString *id : {&m_helloId, &m_nextHelloId, &m_pingId})
        id->clear();
    m_askedOnOld.clear();
}

void ConfabSession::greet(Line line)
{
    if (line == Line::Current) {
        m_badFrames = 0;
        m_tokenSent = false;
        checkDeadlines();
    }
    hello(line);
}

void ConfabSession::hello(Line line)
{
    protocol::Hello hello;
    hello.id = protocol::makeUlid();
    hello.client = u"Confab " CONFAB_VERSION ""_s;
    hello.locale = QLocale().bcp47Name();
    hello.token = m_token;
    m_tokenSent = !m_token.isEmpty();
    (line == Line::Next ? m_nextHelloId : m_helloId) = hello.id;
    if (line == Line::Current)
        schedulePing(welcomeDeadlineMs);
    send(protocol::encode(protocol::ClientCommand(hello)), line);
}

void ConfabSession::take(const QByteArray &frame, Line line)
{
    auto parsed = frame.size() <= protocol::limits::frameBytes
                      ? protocol::parseEvent(frame)
                      : Unexpected{protocol::FrameError{ErrorCode::TooLarge, u"too large"_s, {}, {}}};
    if (!parsed)
        return takeNonsense(frame, parsed.error(), line);
    const protocol::ServerEvent &event = *parsed;
    if (line == Line::Next)
        return takeNext(event);
    if (const auto *welcome = std::get_if<protocol::Welcome>(&event))
        return onWelcome(*welcome);
    if (const auto *error = std::get_if<protocol::ErrorFrame>(&event))
        return onError(*error);
    if (const auto *pong = std::get_if<protocol::Pong>(&event)) {
        if (pong->id != m_pingId)
            return;
        m_pingId.clear();
        schedulePing(pingIntervalMs());
        if (!pong->behind.isEmpty())
            Q_EMIT behind(pong->behind.first(std::min(pong->behind.size(), protocol::limits::pingRevs)));
        return;
    }
    if (const auto *notice = std::get_if<protocol::Notice>(&event); notice && line == Line::Current)
        noteCloseCode(closeCodeOf(*notice));
    if (m_pending.take(idOfEvent(event), event, m_heardAt))
        return retireOldWhenAnswered();
    if (ready())
        Q_EMIT this->event(event);
}

void ConfabSession::takeNonsense(const QByteArray &frame, const protocol::FrameError &error, Line line)
{
    if (const auto said = gatewayError(frame)) {
        qCWarning(netLog, "API Gateway says: %ls", qUtf16Printable(said->message));
        learnGateway();
        return line == Line::Next ? giveUpNext() : onGatewayError(*said);
    }
    // A kind of event that a later version brings is no fault.
    if (error.code == ErrorCode::UnknownType)
        return;
    qCWarning(netLog, "a frame makes no sense: %ls %ls", qUtf16Printable(error.message), qUtf16Printable(error.field));
    m_pending.take(error.id, protocol::ErrorFrame{error.id, ErrorCode::BadFrame, error.message, error.field, 0},
                   m_heardAt);
    if (++m_badFrames > mostBadFrames)
        reconnect();
}

// Which of the frames it is about is not told. Every command that changes something is known by its id, so all that
// waits may be asked again.
void ConfabSession::onGatewayError(const GatewayError &error)
{
    if (!m_helloId.isEmpty())
        return reconnect();
    if (!m_pingId.isEmpty()) {
        m_pingId.clear();
        schedulePing(pingIntervalMs());
    }
    const ErrorCode code = error.forbidden ? ErrorCode::Forbidden : ErrorCode::Unavailable;
    for (const QString &id : m_pending.ids())
        m_pending.take(id, protocol::ErrorFrame{id, code, error.message, {}, 0}, m_heardAt);
    retireOldWhenAnswered();
}

void ConfabSession::onWelcome(const protocol::Welcome &welcome)
{
    if (welcome.id != m_helloId || m_status.phase != Phase::Connecting)
        return;
    m_helloId.clear();
    m_status.known = true;
    m_epoch = welcome.server.epoch;
    if (welcome.features.contains("gateway"_L1))
        learnGateway();
    const bool in = welcome.you.has_value() && m_tokenSent;
    if (!in && m_tokenSent) {
        m_tokenSent = false;
        dropToken();
    }
    // Set before it is told: the owner asks for the sync from there.
    m_status.phase = in ? Phase::Syncing : Phase::NeedsSignIn;
    schedulePing(pingIntervalMs());
    Q_EMIT welcomed(welcome, in);
    Q_EMIT statusChanged();
}

void ConfabSession::takeNext(const protocol::ServerEvent &event)
{
    const auto *welcome = std::get_if<protocol::Welcome>(&event);
    if (!welcome || welcome->id != m_nextHelloId) {
        const auto *error = std::get_if<protocol::ErrorFrame>(&event);
        return error && error->id == m_nextHelloId ? giveUpNext() : void();
    }
    m_nextHelloId.clear();
    // Signed out meanwhile, or set back: there is more to do than to go on.
    if (!welcome->you || welcome->server.epoch != m_epoch)
        return reconnect();
    m_askedOnOld = m_pending.ids();
    m_caughtUp = false;
    m_pingId.clear();
    promoteNext();
    schedulePing(pingIntervalMs());
    Q_EMIT moved();
}

void ConfabSession::retireOldWhenAnswered()
{
    if (!hasOld() || !m_caughtUp)
        return;
    const QSet<QString> waiting = m_pending.ids();
    if (!waiting.intersects(m_askedOnOld))
        retireOld();
}

void ConfabSession::onOldEnded()
{
    // What was asked on it is never answered. It happens within seconds in two hours: the long way is good enough.
    if (m_pending.ids().intersects(m_askedOnOld))
        reconnect();
}

void ConfabSession::onError(const protocol::ErrorFrame &error)
{
    if (!m_helloId.isEmpty() && error.id == m_helloId) {
        m_helloId.clear();
        if (error.code == ErrorCode::Unauthenticated && m_tokenSent) {
            dropToken();
            return hello(Line::Current);
        }
        qCWarning(netLog, "hello was refused: %ls", qUtf16Printable(error.message));
        return reconnect();
    }
    if (!m_pingId.isEmpty() && error.id == m_pingId) {
        // It lives, and is busy.
        m_pingId.clear();
        return schedulePing(pingIntervalMs());
    }
    // Of a session that ended while the connection lives: what was asked is answered, then the person signs in anew.
    const bool sessionEnded = error.code == ErrorCode::Unauthenticated && ready();
    if (!m_pending.take(error.id, error, m_heardAt)) {
        qCInfo(netLog, "the server says: %ls", qUtf16Printable(error.message));
        if (ready())
            Q_EMIT event(error);
    }
    if (sessionEnded && ready()) {
        dropToken();
        reconnect();
    }
}

void ConfabSession::signUp(const QString &username, const QString &password, const QString &displayName,
                           const QString &invite)
{
    enter(protocol::SignUp{{}, username, password, displayName, invite});
}

void ConfabSession::signIn(const QString &username, const QString &password)
{
    enter(protocol::SignIn{{}, username, password});
}

void ConfabSession::signInAsGuest(const QString &name)
{
    enter(protocol::GuestSignIn{{}, name});
}

void ConfabSession::enter(protocol::ClientCommand command)
{
    if (m_status.phase != Phase::NeedsSignIn) {
        Q_EMIT signInFailed(offline());
        return;
    }
    ask(std::move(command), [this](const Expected<protocol::ServerEvent, Problem> &answer) {
        if (!answer) {
            Q_EMIT signInFailed(answer.error());
            return;
        }
        const auto *session = std::get_if<protocol::SessionGranted>(&*answer);
        if (!session || session->token.isEmpty() || m_status.phase != Phase::NeedsSignIn) {
            Q_EMIT signInFailed(Problem{ErrorCode::BadFrame, {}, u"an unexpected answer"_s, 0, false});
            return;
        }
        m_token = session->token;
        m_tokenSent = true;
        m_status.phase = Phase::Syncing;
        Q_EMIT signedIn(*session);
        Q_EMIT statusChanged();
    });
}

void ConfabSession::ask(protocol::ClientCommand command, Answer answer, Part part)
{
    if (!isOpen()) {
        answer(Unexpected{offline()});
        return;
    }
    if (m_pending.isFull()) {
        answer(Unexpected{Problem{ErrorCode::RateLimited, {}, u"too much at once"_s, 1000, false}});
        return;
    }
    const QString id = ensureId(command);
    const QByteArray frame = protocol::encode(command);
    const bool entering = m_status.phase == Phase::NeedsSignIn;
    if (frame.size() > (entering ? protocol::limits::frameBytesBeforeSignIn : protocol::limits::frameBytes)) {
        answer(Unexpected{Problem{ErrorCode::TooLarge, {}, u"the frame is too large"_s, 0, false}});
        return;
    }
    m_pending.add(id, std::move(answer), std::move(part), now());
    send(frame);
}

void ConfabSession::tell(protocol::ClientCommand command)
{
    if (!isOpen())
        return;
    ensureId(command);
    send(protocol::encode(command));
}

void ConfabSession::setOnline()
{
    if (!ready())
        return;
    schedulePing(std::min(protocol::limits::firstPingMs, pingIntervalMs()));
    Session::setOnline();
    m_caughtUp = true;
    retireOldWhenAnswered();
}

int ConfabSession::pingIntervalMs() const
{
    return onGateway() ? m_timing.gateway.pingMs : protocol::limits::pingIntervalMs;
}

void ConfabSession::schedulePing(int ms)
{
    m_timing.scheduler->cancel(m_pingTimer);
    m_pingTimer = m_timing.scheduler->after(ms, [this] {
        m_pingTimer = 0;
        ping();
    });
}

void ConfabSession::ping()
{
    if ((!m_helloId.isEmpty() || !m_pingId.isEmpty()) && inForce("dead-server")) {
        // Neither welcome nor pong came.
        return reconnect();
    }
    const qint64 silence = now() - m_heardAt;
    const int interval = pingIntervalMs();
    const bool first = m_status.phase == Phase::Online && now() - m_onlineSince < interval;
    if (!first && silence < interval)
        return schedulePing(static_cast<int>(interval - silence));
    protocol::Ping ping;
    ping.id = m_pingId = protocol::makeUlid();
    if (m_pingSource && m_status.phase == Phase::Online)
        ping.revs = m_pingSource();
    tell(ping);
    schedulePing(pongDeadlineMs);
}

void ConfabSession::checkDeadlines()
{
    m_timing.scheduler->cancel(m_deadlineTimer);
    m_deadlineTimer = m_timing.scheduler->after(deadlineTickMs, [this] {
        m_deadlineTimer = 0;
        if (m_pending.isOverdue(now())) {
            // An answer that does not come for so long never will; the next connection asks again.
            qCWarning(netLog, "no answer: connecting anew");
            return reconnect();
        }
        checkDeadlines();
    });
}

} // namespace confab::client
