// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include "gateway.h"
#include "logging.h"

#include <confab/protocol/close_codes.h>
#include <confab/protocol/limits.h>

namespace confab::client
{

namespace closeCodes = protocol::closeCodes;
using Failure = protocol::Transport::Failure;
using Phase = ConnectionStatus::Phase;

namespace
{

// A connection that lasted so long was a good one: the next wait is short again.
constexpr int goodConnectionMs = 10000;
// A connection that is to take over says nothing for so long: it is no good.
constexpr int nextDeadlineMs = 15000;
// How much earlier than needed a connection may be replaced: many that were opened together are not replaced together.
constexpr double renewalSpread = 0.1;

} // namespace

Session::Session(TransportFactory transports, Timing timing, QObject *parent)
    : QObject(parent)
    , m_timing(std::move(timing))
    , m_transports(std::move(transports))
    , m_backoff(m_timing.random)
{
}

Session::~Session()
{
    cancelTimers();
    for (const auto *line : {&m_transport, &m_next, &m_old}) {
        if (*line)
            (*line)->disconnect(this);
    }
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

void Session::setKnown(bool known)
{
    m_status.known = known;
}

void Session::setGateway(bool gateway)
{
    m_gateway = gateway;
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
    cancelTimers();
    forget();
    for (auto *line : {&m_next, &m_old, &m_transport})
        letGo(*line);
    const bool wasOpen = std::exchange(m_open, false);
    setPhase(Phase::Stopped);
    if (wasOpen)
        Q_EMIT disconnected();
    failAll();
}

void Session::tryNow()
{
    if (m_status.phase != Phase::Waiting && m_status.phase != Phase::Refused)
        return;
    m_timing.scheduler->cancel(std::exchange(m_retryTimer, 0));
    open();
}

void Session::reconnect()
{
    if (!m_transport || m_status.phase == Phase::Stopped)
        return;
    letGo(m_transport);
    onClosed(Failure::Lost, 0);
}

void Session::letGo(std::unique_ptr<protocol::Transport> &line)
{
    if (!line)
        return;
    // Not listened to any more; it closes in peace by itself.
    line->disconnect(this);
    auto *transport = line.release();
    transport->setParent(this);
    connect(transport, &protocol::Transport::closed, transport, &QObject::deleteLater);
    transport->close();
}

void Session::open()
{
    m_saidCode = 0;
    m_transport = makeLine();
    m_status.failure = Failure::None;
    m_status.closeCode = 0;
    setPhase(Phase::Connecting);
    m_transport->open(m_url, m_pin);
}

std::unique_ptr<protocol::Transport> Session::makeLine()
{
    auto made = m_transports(approach());
    auto *line = made.get();
    connect(line, &protocol::Transport::opened, this, [this, line](const QByteArray &pin) { onOpened(line, pin); });
    connect(line, &protocol::Transport::received, this, [this, line](const QByteArray &frame) {
        if (line != m_next.get())
            m_heardAt = now();
        take(frame, lineOf(line));
    });
    connect(line, &protocol::Transport::receivedBinary, this, [this, line](const QByteArray &frame) {
        if (line == m_next.get())
            return;
        m_heardAt = now();
        if (ready() && frame.size() <= protocol::limits::frameBytes)
            Q_EMIT binary(frame);
    });
    connect(line, &protocol::Transport::wrote, this, [this, line] {
        if (line == m_transport.get())
            Q_EMIT wrote();
    });
    connect(line, &protocol::Transport::closed, this,
            [this, line](Failure failure, int closeCode) { onLineClosed(line, failure, closeCode); });
    return made;
}

Session::Line Session::lineOf(const protocol::Transport *transport) const
{
    return transport == m_next.get() ? Line::Next : transport == m_old.get() ? Line::Old : Line::Current;
}

void Session::send(const QByteArray &frame, Line line)
{
    const auto &transport = line == Line::Next ? m_next : line == Line::Old ? m_old : m_transport;
    if (transport)
        transport->send(frame);
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

void Session::onOpened(protocol::Transport *line, const QByteArray &pin)
{
    if (line == m_next.get())
        return greet(Line::Next);
    m_open = true;
    m_heardAt = m_openedAt = now();
    if (m_pin.isEmpty() && !pin.isEmpty()) {
        m_pin = pin;
        Q_EMIT pinLearned(pin);
    }
    scheduleRenewal(m_timing.gateway.renewMs);
    greet(Line::Current);
}

void Session::dropToken()
{
    m_token.clear();
    Q_EMIT tokenRefused();
}

void Session::onLineClosed(protocol::Transport *line, Failure failure, int closeCode)
{
    line->disconnect(this);
    const Line which = lineOf(line);
    auto &held = which == Line::Next ? m_next : which == Line::Old ? m_old : m_transport;
    held.release()->deleteLater(); // it is in the middle of its signal
    if (which == Line::Next)
        scheduleRenewal(m_timing.gateway.renewAgainMs);
    else if (which == Line::Old)
        onOldEnded();
    else
        onClosed(failure, closeCode);
}

void Session::onClosed(Failure failure, int closeCode)
{
    const bool wasOpen = m_open;
    m_open = false;
    forget();
    cancelTimers();
    // Neither is what the other has missed.
    letGo(m_next);
    letGo(m_old);
    if (m_status.phase == Phase::Online && now() - m_onlineSince >= goodConnectionMs)
        m_backoff.reset();
    // API Gateway's own code for its limits says nothing of the server behind it.
    if (onGateway() && closeCode == closeCodes::serverStops) {
        closeCode = 0;
        failure = Failure::Lost;
    }
    if (closeCode == 0)
        closeCode = m_saidCode;
    m_status.failure = failure;
    m_status.closeCode = closeCode;
    if (closeCode == closeCodes::sessionRevoked && !m_token.isEmpty())
        dropToken();
    if (mayRetry(failure, closeCode)) {
        waitAndRetry();
    } else {
        m_status.nextTry = {};
        setPhase(Phase::Refused);
    }
    if (wasOpen)
        Q_EMIT disconnected();
    failAll();
}

bool Session::mayRetry(Failure failure, int closeCode) const
{
    if (closeCode == closeCodes::sessionRevoked || closeCode == closeCodes::removed)
        return false;
    switch (failure) {
    case Failure::BadAddress:
    case Failure::KeyChanged:
    case Failure::WrongProtocol:
        return false;
    case Failure::NotWebSocket:
    case Failure::TlsFailed:
        return m_status.known;
    case Failure::None:
    case Failure::HostNotFound:
    case Failure::Refused:
    case Failure::TimedOut:
    case Failure::Lost:
        return true;
    }
    return true;
}

void Session::cancelTimers()
{
    for (int *timer : {&m_retryTimer, &m_renewTimer})
        m_timing.scheduler->cancel(std::exchange(*timer, 0));
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

void Session::setOnline()
{
    m_onlineSince = now();
    if (m_status.phase == Phase::Syncing)
        setPhase(Phase::Online);
}

void Session::setPhase(Phase phase)
{
    m_status.phase = phase;
    if (phase != Phase::Waiting)
        m_status.nextTry = {};
    Q_EMIT statusChanged();
}

// --- API Gateway ------------------------------------------------------------------------------------------------

bool Session::onGateway() const
{
    return m_gateway || isGatewayAddress(m_url);
}

void Session::learnGateway()
{
    if (onGateway())
        return;
    m_gateway = true;
    if (m_open)
        scheduleRenewal(m_openedAt + m_timing.gateway.renewMs - now());
    Q_EMIT gatewayLearned();
}

void Session::scheduleRenewal(qint64 ms)
{
    m_timing.scheduler->cancel(std::exchange(m_renewTimer, 0));
    if (!onGateway() || !m_open)
        return;
    const auto sooner = static_cast<qint64>(m_timing.random() * renewalSpread * static_cast<double>(ms));
    m_renewTimer = m_timing.scheduler->after(static_cast<int>(std::max<qint64>(0, ms - sooner)), [this] {
        m_renewTimer = 0;
        renew();
    });
}

void Session::renew()
{
    // Nobody is signed in, or this one has only begun: then it ends as it may.
    if (m_status.phase != Phase::Online || m_old)
        return scheduleRenewal(m_timing.gateway.renewAgainMs);
    m_next = makeLine();
    m_next->open(m_url, m_pin);
    m_renewTimer = m_timing.scheduler->after(nextDeadlineMs, [this] {
        m_renewTimer = 0;
        giveUpNext();
    });
}

void Session::promoteNext()
{
    m_old = std::move(m_transport);
    m_transport = std::move(m_next);
    m_heardAt = m_openedAt = now();
    scheduleRenewal(m_timing.gateway.renewMs);
}

void Session::giveUpNext()
{
    qCInfo(netLog, "the next connection came to nothing, this one goes on");
    letGo(m_next);
    scheduleRenewal(m_timing.gateway.renewAgainMs);
}

void Session::retireOld()
{
    letGo(m_old);
}

} // namespace confab::client
