// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/hosting/server_runtime.h>

#include "core_host.h"
#include "server_thread.h"

#include <confab/gateway/gateway.h>
#include <confab/protocol/close_codes.h>

#include <algorithm>
#include <limits>

namespace confab::app
{

class ServerRuntime::Private
{
public:
    explicit Private(ServerRuntime *runtime);

    void onOpened(const CoreFacts &told);
    // On the I/O thread. The real addresses, or the sentence that says which one cannot be had.
    [[nodiscard]] static Expected<QList<ListenAddress>, QString> listen(gateway::Gateway &gateway,
                                                                        const ServeOptions &options);
    void wire(gateway::Gateway *front);
    void onListening(const Expected<QList<ListenAddress>, QString> &result);
    void fail(const StartProblem &why);
    void endThreads();
    void onThreadEnded();

    ServerRuntime *q;
    State state = State::Off;
    ServeOptions options;
    CoreFacts facts;
    QList<ListenAddress> listening;
    QStringList names;
    std::optional<StartProblem> problem;
    // Each of these belongs to the thread below it, and ends with it.
    CoreHost *core = nullptr;
    gateway::Gateway *gateway = nullptr;
    QObject *ioHome = nullptr;
    ServerThread coreThread{QStringLiteral("confab-core")};
    ServerThread ioThread{QStringLiteral("confab-io")};
};

ServerRuntime::Private::Private(ServerRuntime *runtime)
    : q(runtime)
{
    connect(&coreThread, &QThread::finished, q, [this] { onThreadEnded(); });
    connect(&ioThread, &QThread::finished, q, [this] { onThreadEnded(); });
}

// --- starting ---------------------------------------------------------------------------------------------------

void ServerRuntime::start(const ServeOptions &options)
{
    if (d->state != State::Off)
        return;
    d->state = State::Starting;
    d->options = options;
    d->options.owner.reset(); // the core alone needs it, and not for long
    d->problem.reset();
    d->names.clear();
    auto core = std::make_unique<CoreHost>();
    auto ioHome = std::make_unique<QObject>();
    d->core = core.get();
    d->ioHome = ioHome.get();
    connect(d->core, &CoreHost::opened, this, [this](const CoreFacts &facts) { d->onOpened(facts); });
    connect(d->core, &CoreHost::failed, this, [this](const StartProblem &problem) { d->fail(problem); });
    connect(d->core, &CoreHost::namesHere, this, [this](const QStringList &names) {
        d->names = names;
        Q_EMIT namesHereChanged();
    });
    connect(d->core, &CoreHost::noticed, this, &ServerRuntime::noticed);
    d->coreThread.start(std::move(core));
    d->ioThread.start(std::move(ioHome));
    QMetaObject::invokeMethod(
        d->core, [core = d->core, options] { core->open(options); }, Qt::QueuedConnection);
}

void ServerRuntime::Private::onOpened(const CoreFacts &told)
{
    if (state != State::Starting)
        return;
    facts = told;
    const gateway::Gateway::Options front{.plainAllowed = options.settings.access == protocol::Access::Open,
                                          .tls = facts.tls,
                                          .origins = options.origins,
                                          .ratesLimited = options.settings.rateLimits,
                                          .limits = options.settings.limits,
                                          .files = facts.files};
    QMetaObject::invokeMethod(
        ioHome,
        [this, front] {
            auto *made = new gateway::Gateway(front, ioHome);
            wire(made);
            auto result = listen(*made, options);
            QMetaObject::invokeMethod(
                q,
                [this, made, result] {
                    gateway = made;
                    onListening(result);
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void ServerRuntime::Private::wire(gateway::Gateway *front)
{
    connect(front, &gateway::Gateway::arrived, core, &CoreHost::take);
    connect(core, &CoreHost::handled, front, &gateway::Gateway::handled);
    connect(&core->courier(), &gateway::GatewayCourier::errands, front, &gateway::Gateway::carryOut);
    connect(core, &CoreHost::stopped, front,
            [front] { front->closeAll(protocol::closeCodes::serverStops, QStringLiteral("the server stops")); });
    // Neither waits for the owner's thread, which may be in the destructor.
    connect(front, &gateway::Gateway::closedAll, front, [this] { endThreads(); });
}

Expected<QList<ListenAddress>, QString> ServerRuntime::Private::listen(gateway::Gateway &gateway,
                                                                       const ServeOptions &options)
{
    QList<ListenAddress> real;
    for (const ListenAddress &wanted : options.addresses) {
        QString why;
        bool had = false;
        const int last = std::min<int>(wanted.port + options.portsToTry - 1, std::numeric_limits<quint16>::max());
        for (int number = wanted.port; number <= last && !had; ++number) {
            const auto port = gateway.listen(wanted.host, static_cast<quint16>(number));
            if (port) {
                real.append({wanted.host, *port});
                had = true;
            } else if (why.isEmpty()) {
                why = port.error();
            }
        }
        if (!had)
            return Unexpected{QStringLiteral("The address %1 port %2 cannot be had: %3.")
                                  .arg(wanted.host.toString(), QString::number(wanted.port), why)};
    }
    return real;
}

void ServerRuntime::Private::onListening(const Expected<QList<ListenAddress>, QString> &result)
{
    if (state != State::Starting)
        return;
    if (!result) {
        fail({StartProblem::Kind::AddressTaken, result.error()});
        return;
    }
    listening = *result;
    state = State::On;
    Q_EMIT q->started();
}

// --- ending -----------------------------------------------------------------------------------------------------

void ServerRuntime::stop()
{
    if (d->state != State::On)
        return;
    d->state = State::Stopping;
    QMetaObject::invokeMethod(
        d->gateway,
        [gateway = d->gateway, core = d->core] {
            gateway->stopTaking();
            // Behind the frames that stopTaking() has handed over.
            QMetaObject::invokeMethod(core, &CoreHost::stop, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void ServerRuntime::Private::fail(const StartProblem &why)
{
    if (state != State::Starting)
        return;
    state = State::Stopping;
    problem = why;
    endThreads();
}

void ServerRuntime::Private::endThreads()
{
    ioThread.quit();
    coreThread.quit();
}

void ServerRuntime::Private::onThreadEnded()
{
    if (state == State::Off || !coreThread.isFinished() || !ioThread.isFinished())
        return;
    state = State::Off;
    core = nullptr;
    gateway = nullptr;
    ioHome = nullptr;
    listening.clear();
    names.clear();
    facts.files.reset();
    if (problem)
        Q_EMIT q->failed(*problem);
    else
        Q_EMIT q->stopped();
}

// --- outside ----------------------------------------------------------------------------------------------------

ServerRuntime::ServerRuntime(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
}

ServerRuntime::~ServerRuntime()
{
    if (d->state == State::Starting)
        d->endThreads();
    else
        stop();
    d->ioThread.wait();
    d->coreThread.wait();
}

ServerRuntime::State ServerRuntime::state() const
{
    return d->state;
}

QList<ListenAddress> ServerRuntime::listening() const
{
    return d->listening;
}

QByteArray ServerRuntime::pin() const
{
    return d->facts.pin;
}

core::ServerIdentity ServerRuntime::identity() const
{
    return d->facts.identity;
}

QStringList ServerRuntime::namesHere() const
{
    return d->names;
}

void ServerRuntime::createInvite(const NewInvite &invite,
                                 std::function<void(const Expected<QString, AdminProblem> &)> done)
{
    if (d->state != State::On)
        return;
    QMetaObject::invokeMethod(
        d->core,
        [this, core = d->core, invite, done = std::move(done)] {
            const Expected<QString, AdminProblem> result = core->createInvite(invite);
            QMetaObject::invokeMethod(
                this, [done, result] { done(result); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

} // namespace confab::app
