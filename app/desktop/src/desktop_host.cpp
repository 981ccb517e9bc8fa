// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop_host.h"

#include "host_request_file.h"
#include "lan_addresses.h"

#include <QDir>

namespace confab::app
{

namespace
{

constexpr int portsToTry = 10;
// The invite for a group that hosting begins with.
constexpr qint64 groupInviteUses = 20;
constexpr qint64 groupInviteHours = 24;

client::HostController::Failure failureOf(StartProblem::Kind kind)
{
    using Failure = client::HostController::Failure;
    switch (kind) {
    case StartProblem::Kind::AddressTaken:
        return Failure::PortInUse;
    case StartProblem::Kind::DataInUse:
        return Failure::DataInUse;
    case StartProblem::Kind::DataNewer:
        return Failure::DataNewer;
    case StartProblem::Kind::DataUnreadable:
        return Failure::DataUnreadable;
    case StartProblem::Kind::WrongPassword:
        return Failure::WrongPassword;
    case StartProblem::Kind::BadName:
        return Failure::BadName;
    case StartProblem::Kind::BadPassword:
        return Failure::BadPassword;
    case StartProblem::Kind::OwnerDisabled:
        break;
    }
    return Failure::Other;
}

QUrl urlOf(const QHostAddress &address, quint16 port)
{
    QUrl url;
    url.setScheme(QStringLiteral("wss"));
    url.setHost(address.toString());
    url.setPort(port);
    return url;
}

} // namespace

DesktopHost::DesktopHost(const QString &folder, quint16 firstPort, QObject *parent)
    : HostController(parent)
    , m_folder(folder)
    , m_firstPort(firstPort)
{
    if (const auto last = readLastHosting(requestPath())) {
        m_request = last->request;
        m_lastPort = last->port;
    }
    connect(&m_runtime, &ServerRuntime::started, this, &DesktopHost::onStarted);
    connect(&m_runtime, &ServerRuntime::failed, this, &DesktopHost::onFailed);
    connect(&m_runtime, &ServerRuntime::stopped, this, &DesktopHost::stateChanged);
    connect(&m_runtime, &ServerRuntime::noticed, this, &DesktopHost::onNoticed);
    connect(&m_runtime, &ServerRuntime::namesHereChanged, this, &DesktopHost::peopleChanged);
}

DesktopHost::~DesktopHost() = default;

// --- beginning and ending ---------------------------------------------------------------------------------------

void DesktopHost::start(const client::HostRequest &request)
{
    if (state() == State::Off)
        begin(request);
}

void DesktopHost::resume()
{
    if (state() != State::Off)
        return;
    if (hasHosted())
        begin(m_request);
    else
        Q_EMIT failed(Failure::Other, QStringLiteral("nothing was hosted before"));
}

void DesktopHost::begin(const client::HostRequest &request)
{
    m_request = request;
    m_request.password.clear();
    m_inviteCode.clear();

    ServeOptions options;
    options.dataFolder = m_folder;
    options.addresses = {{QHostAddress(QHostAddress::Any), m_lastPort ? m_lastPort : m_firstPort}};
    options.portsToTry = portsToTry;
    options.settings.name = request.chatName;
    options.settings.access = request.access;
    options.settings.signUpNeedsInvite = request.signUpNeedsInvite;
    if (!request.password.isEmpty())
        options.owner = OwnerCredentials{request.username, request.password};
    m_runtime.start(options);
    Q_EMIT stateChanged();
}

void DesktopHost::onStarted()
{
    m_since = QDateTime::currentDateTimeUtc();
    m_lastPort = port();
    if (!writeLastHosting(requestPath(), {m_request, m_lastPort}))
        Q_EMIT noticed(tr("What you host could not be remembered: the folder %1 cannot be written to.").arg(m_folder));
    if (m_request.access == protocol::Access::Invite && m_request.signUpNeedsInvite)
        m_runtime.createInvite({groupInviteUses, groupInviteHours, {}},
                               [this](const Expected<QString, AdminProblem> &code) {
                                   if (!code)
                                       return;
                                   m_inviteCode = *code;
                                   Q_EMIT inviteChanged();
                               });
    Q_EMIT stateChanged();
}

void DesktopHost::onFailed(const StartProblem &problem)
{
    Q_EMIT stateChanged();
    Q_EMIT failed(failureOf(problem.kind), problem.detail);
}

void DesktopHost::onNoticed(const HostNotice &notice)
{
    switch (notice.kind) {
    case HostNotice::Kind::BackupTookPlace:
        Q_EMIT noticed(tr("The data of this chat was damaged. The newest backup took its place, and what was written "
                          "after it is missing. The damaged data was kept as %1.")
                           .arg(notice.setAside));
        return;
    case HostNotice::Kind::WasRebuilt:
        Q_EMIT noticed(tr("The data of this chat was damaged. What could still be read was kept, and messages may be "
                          "missing. The damaged data was kept as %1.")
                           .arg(notice.setAside));
        return;
    case HostNotice::Kind::DamageMet:
        break;
    }
    Q_EMIT noticed(tr("Some of the data of this chat is damaged. Stop hosting and begin again: it is mended then."));
}

void DesktopHost::stop()
{
    if (state() != State::On)
        return;
    m_runtime.stop();
    Q_EMIT stateChanged();
}

// --- what the host page shows -----------------------------------------------------------------------------------

client::HostController::State DesktopHost::state() const
{
    switch (m_runtime.state()) {
    case ServerRuntime::State::Off:
        break;
    case ServerRuntime::State::Starting:
        return State::Starting;
    case ServerRuntime::State::On:
        return State::On;
    case ServerRuntime::State::Stopping:
        return State::Stopping;
    }
    return State::Off;
}

QString DesktopHost::chatName() const
{
    if (m_request.chatName.isEmpty() && state() == State::On)
        return m_runtime.identity().name;
    return m_request.chatName;
}

protocol::Access DesktopHost::access() const
{
    return m_request.access;
}

QDateTime DesktopHost::since() const
{
    return m_since;
}

QList<QUrl> DesktopHost::addresses() const
{
    QList<QUrl> urls;
    if (state() != State::On)
        return urls;
    const QList<QHostAddress> addresses = lanAddresses();
    for (const QHostAddress &address : addresses)
        urls.append(urlOf(address, port()));
    return urls;
}

QUrl DesktopHost::localUrl() const
{
    return state() == State::On ? urlOf(QHostAddress(QHostAddress::LocalHost), port()) : QUrl();
}

quint16 DesktopHost::port() const
{
    const QList<ListenAddress> listening = m_runtime.listening();
    return listening.isEmpty() ? 0 : listening.constFirst().port;
}

QByteArray DesktopHost::pin() const
{
    return m_runtime.pin();
}

int DesktopHost::peopleHere() const
{
    return static_cast<int>(namesHere().size());
}

QStringList DesktopHost::namesHere() const
{
    QStringList names = m_runtime.namesHere();
    names.removeOne(m_request.username);
    return names;
}

QString DesktopHost::inviteCode() const
{
    return m_inviteCode;
}

bool DesktopHost::hasHosted() const
{
    return readLastHosting(requestPath()).has_value();
}

QString DesktopHost::requestPath() const
{
    return QDir(m_folder).filePath(QStringLiteral("host.json"));
}

} // namespace confab::app
