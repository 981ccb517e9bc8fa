// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include "logging.h"

#include <confab/protocol/close_codes.h>
#include <confab/protocol/defence.h>
#include <confab/protocol/limits.h>
#include <confab/protocol/ulid.h>

#include <QLocale>

namespace confab::client
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;
using Failure = protocol::Transport::Failure;
using Phase = ConnectionStatus::Phase;

namespace
{

// A ping without an answer for so long: the connection is dead, whatever TCP says.
constexpr int pongDeadlineMs = 15000;
constexpr int welcomeDeadlineMs = 15000;
constexpr int deadlineTickMs = 5000;
// A connection that lasted so long was a good one: the next wait is short again.
constexpr int goodConnectionMs = 10000;
// What a broken or hostile server may do before it is left.
constexpr int mostBadFrames = 20;

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

Session::Session(TransportFactory transports, Timing timing, QObject *parent)
    : QObject(parent)
    , m_transports(std::move(transports))
    , m_timing(std::move(timing))
    , m_backoff(m_timing.random)
{
}

Session::~Session()
{
    for (int timer : {m_retryTimer, m_pingTimer, m_deadlineTimer})
        m_timing.scheduler->cancel(timer);
    if (m_transport)
        m_transport->disconnect(this);
}

void Session::setServer(const QUrl &url, const QByteArray &pin)
{
    m_url = url;
    m_pin = pin;
}

void Session::setToken(const QString &token)
{
    m_token = token;
}

bool Session::ready() const
{
    return m_open && (m_status.phase == Phase::Syncing || m_status.phase == Phase::Online);
}

void Session::start()
{
    if (m_status.phase == Phase::Stopped)
        open();
}

void Session::stop()
{
    for (int *timer : {&m_retryTimer, &m_pingTimer, &m_deadlineTimer}) {
        m_timing.scheduler->cancel(*timer);
        *timer = 0;
    }
    m_helloId.clear();
    m_pingId.clear();
    letGo();
    const bool wasOpen = std::exchange(m_open, false);
    setPhase(Phase::Stopped);
    if (wasOpen)
        Q_EMIT disconnected();
    m_pending.failAll();
}

void Session::tryNow()
{
    if (m_status.phase != Phase::Waiting && m_status.phase != Phase::Refused)
        return;
    m_timing.scheduler->cancel(m_retryTimer);
    m_retryTimer = 0;
    open();
}

void Session::reconnect()
{
    if (!m_transport || m_status.phase == Phase::Stopped)
        return;
    letGo();
    onClosed(Failure::Lost, 0);
}

void Session::letGo()
{
    if (!m_transport)
        return;
    // Not listened to any more; it closes in peace by itself.
    m_transport->disconnect(this);
    auto *transport = m_transport.release();
    transport->setParent(this);
    connect(transport, &protocol::Transport::closed, transport, &QObject::deleteLater);
    transport->close();
}

void Session::open()
{
    m_badFrames = 0;
    m_tokenSent = false;
    m_transport = m_transports();
    connect(m_transport.get(), &protocol::Transport::opened, this, &Session::onOpened);
    connect(m_transport.get(), &protocol::Transport::received, this, &Session::onReceived);
    connect(m_transport.get(), &protocol::Transport::receivedBinary, this, [this](const QByteArray &frame) {
        m_heardAt = m_timing.scheduler->nowMs();
        if (ready() && frame.size() <= protocol::limits::frameBytes)
            Q_EMIT binary(frame);
    });
    connect(m_transport.get(), &protocol::Transport::wrote, this, &Session::wrote);
    connect(m_transport.get(), &protocol::Transport::closed, this, [this](Failure failure, int closeCode) {
        m_transport->disconnect(this);
        m_transport.release()->deleteLater(); // it is in the middle of its signal
        onClosed(failure, closeCode);
    });
    m_status.failure = Failure::None;
    m_status.closeCode = 0;
    setPhase(Phase::Connecting);
    m_transport->open(m_url, m_pin);
}

void Session::onOpened(const QByteArray &pin)
{
    m_open = true;
    m_heardAt = m_timing.scheduler->nowMs();
    if (m_pin.isEmpty() && !pin.isEmpty()) {
        m_pin = pin;
        Q_EMIT pinLearned(pin);
    }
    checkDeadlines();
    hello();
}

void Session::hello()
{
    protocol::Hello hello;
    hello.id = m_helloId = protocol::makeUlid();
    hello.client = u"Confab " CONFAB_VERSION ""_s;
    hello.locale = QLocale().bcp47Name();
    hello.token = m_token;
    m_tokenSent = !m_token.isEmpty();
    schedulePing(welcomeDeadlineMs);
    tell(hello);
}

void Session::onReceived(const QByteArray &frame)
{
    m_heardAt = m_timing.scheduler->nowMs();
    auto parsed = frame.size() <= protocol::limits::frameBytes
                      ? protocol::parseEvent(frame)
                      : Unexpected{protocol::FrameError{ErrorCode::TooLarge, u"too large"_s, {}, {}}};
    if (!parsed) {
        const protocol::FrameError &error = parsed.error();
        // A kind of event that a later version brings is no fault.
        if (error.code == ErrorCode::UnknownType)
            return;
        qCWarning(netLog, "a frame makes no sense: %ls %ls", qUtf16Printable(error.message),
                  qUtf16Printable(error.field));
        m_pending.take(error.id, protocol::ErrorFrame{error.id, ErrorCode::BadFrame, error.message, error.field, 0},
                       m_heardAt);
        if (++m_badFrames > mostBadFrames)
            reconnect();
        return;
    }
    const protocol::ServerEvent &event = *parsed;
    if (const auto *welcome = std::get_if<protocol::Welcome>(&event))
        return onWelcome(*welcome);
    if (const auto *error = std::get_if<protocol::ErrorFrame>(&event))
        return onError(*error);
    if (const auto *pong = std::get_if<protocol::Pong>(&event)) {
        if (pong->id != m_pingId)
            return;
        m_pingId.clear();
        schedulePing(protocol::limits::pingIntervalMs);
        if (!pong->behind.isEmpty())
            Q_EMIT behind(pong->behind.first(std::min(pong->behind.size(), protocol::limits::pingRevs)));
        return;
    }
    if (m_pending.take(idOfEvent(event), event, m_heardAt))
        return;
    if (ready())
        Q_EMIT this->event(event);
}

void Session::onWelcome(const protocol::Welcome &welcome)
{
    if (welcome.id != m_helloId || m_status.phase != Phase::Connecting)
        return;
    m_helloId.clear();
    m_known = true;
    const bool in = welcome.you.has_value() && m_tokenSent;
    if (!in && m_tokenSent)
        dropToken();
    // Set before it is told: the owner asks for the sync from there.
    m_status.phase = in ? Phase::Syncing : Phase::NeedsSignIn;
    schedulePing(protocol::limits::pingIntervalMs);
    Q_EMIT welcomed(welcome, in);
    Q_EMIT statusChanged();
}

void Session::onError(const protocol::ErrorFrame &error)
{
    if (!m_helloId.isEmpty() && error.id == m_helloId) {
        m_helloId.clear();
        if (error.code == ErrorCode::Unauthenticated && m_tokenSent) {
            dropToken();
            return hello();
        }
        qCWarning(netLog, "hello was refused: %ls", qUtf16Printable(error.message));
        return reconnect();
    }
    if (!m_pingId.isEmpty() && error.id == m_pingId) {
        // It lives, and is busy.
        m_pingId.clear();
        return schedulePing(protocol::limits::pingIntervalMs);
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

void Session::dropToken()
{
    m_token.clear();
    m_tokenSent = false;
    Q_EMIT tokenRefused();
}

void Session::onClosed(Failure failure, int closeCode)
{
    const bool wasOpen = m_open;
    m_open = false;
    m_helloId.clear();
    m_pingId.clear();
    m_timing.scheduler->cancel(m_pingTimer);
    m_timing.scheduler->cancel(m_deadlineTimer);
    m_pingTimer = m_deadlineTimer = 0;
    if (m_status.phase == Phase::Online && m_timing.scheduler->nowMs() - m_onlineSince >= goodConnectionMs)
        m_backoff.reset();
    m_status.failure = failure;
    m_status.closeCode = closeCode;
    if (closeCode == protocol::closeCodes::sessionRevoked && !m_token.isEmpty())
        dropToken();
    if (mayRetry(failure, closeCode)) {
        waitAndRetry();
    } else {
        m_status.nextTry = {};
        setPhase(Phase::Refused);
    }
    if (wasOpen)
        Q_EMIT disconnected();
    m_pending.failAll();
}

bool Session::mayRetry(Failure failure, int closeCode) const
{
    if (closeCode == protocol::closeCodes::sessionRevoked || closeCode == protocol::closeCodes::removed)
        return false;
    switch (failure) {
    case Failure::BadAddress:
    case Failure::KeyChanged:
    case Failure::WrongProtocol:
        return false;
    case Failure::NotWebSocket:
    case Failure::TlsFailed:
        return m_known;
    case Failure::None:
    case Failure::HostNotFound:
    case Failure::Refused:
    case Failure::TimedOut:
    case Failure::Lost:
        return true;
    }
    return true;
}

void Session::waitAndRetry()
{
    const int ms = m_backoff.next();
    m_status.nextTry = m_timing.scheduler->now().addMSecs(ms);
    m_timing.scheduler->cancel(m_retryTimer);
    m_retryTimer = m_timing.scheduler->after(ms, [this] {
        m_retryTimer = 0;
        open();
    });
    setPhase(Phase::Waiting);
}

void Session::signUp(const QString &username, const QString &password, const QString &displayName,
                     const QString &invite)
{
    enter(protocol::SignUp{{}, username, password, displayName, invite});
}

void Session::signIn(const QString &username, const QString &password)
{
    enter(protocol::SignIn{{}, username, password});
}

void Session::signInAsGuest(const QString &name)
{
    enter(protocol::GuestSignIn{{}, name});
}

void Session::enter(protocol::ClientCommand command)
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

void Session::ask(protocol::ClientCommand command, Answer answer, Part part)
{
    if (!m_open) {
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
    m_pending.add(id, std::move(answer), std::move(part), m_timing.scheduler->nowMs());
    m_transport->send(frame);
}

void Session::tell(protocol::ClientCommand command)
{
    if (!m_open)
        return;
    ensureId(command);
    m_transport->send(protocol::encode(command));
}

void Session::sendBinary(const QByteArray &frame)
{
    if (m_open)
        m_transport->sendBinary(frame);
}

qint64 Session::unsent() const
{
    return m_open ? m_transport->unsent() : 0;
}

void Session::setOnline()
{
    if (m_status.phase != Phase::Syncing)
        return;
    m_onlineSince = m_timing.scheduler->nowMs();
    schedulePing(protocol::limits::firstPingMs);
    setPhase(Phase::Online);
}

void Session::setPhase(Phase phase)
{
    m_status.phase = phase;
    if (phase != Phase::Waiting)
        m_status.nextTry = {};
    Q_EMIT statusChanged();
}

void Session::schedulePing(int ms)
{
    m_timing.scheduler->cancel(m_pingTimer);
    m_pingTimer = m_timing.scheduler->after(ms, [this] {
        m_pingTimer = 0;
        ping();
    });
}

void Session::ping()
{
    if ((!m_helloId.isEmpty() || !m_pingId.isEmpty()) && inForce("dead-server")) {
        // Neither welcome nor pong came.
        return reconnect();
    }
    const qint64 silence = m_timing.scheduler->nowMs() - m_heardAt;
    const bool first = m_status.phase == Phase::Online &&
                       m_timing.scheduler->nowMs() - m_onlineSince < protocol::limits::pingIntervalMs;
    if (!first && silence < protocol::limits::pingIntervalMs)
        return schedulePing(static_cast<int>(protocol::limits::pingIntervalMs - silence));
    protocol::Ping ping;
    ping.id = m_pingId = protocol::makeUlid();
    if (m_pingSource && m_status.phase == Phase::Online)
        ping.revs = m_pingSource();
    tell(ping);
    schedulePing(pongDeadlineMs);
}

void Session::checkDeadlines()
{
    m_timing.scheduler->cancel(m_deadlineTimer);
    m_deadlineTimer = m_timing.scheduler->after(deadlineTickMs, [this] {
        m_deadlineTimer = 0;
        if (m_pending.isOverdue(m_timing.scheduler->nowMs())) {
            // An answer that does not come for so long never will; the next connection asks again.
            qCWarning(netLog, "no answer: connecting anew");
            return reconnect();
        }
        checkDeadlines();
    });
}

} // namespace confab::client
