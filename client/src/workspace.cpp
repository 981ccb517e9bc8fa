// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/workspace.h>

#include <QTimer>

namespace confab::client
{

namespace
{

// Forgetting a server waits so long for its answer to the signing out.
constexpr int farewellMs = 4000;

} // namespace

Workspace::Workspace(ProfileStore &store, TransportFactory transports, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_transports(std::move(transports))
    , m_rail(new ServerRailModel(this))
{
}

Workspace::~Workspace()
{
    // Before the model that shows them, and while the store is there.
    const auto clients = std::exchange(m_clients, {});
    for (ChatClient *client : clients) {
        m_rail->remove(client);
        client->disconnect(this);
        delete client;
    }
}

void Workspace::start()
{
    for (const Profile &profile : QList<Profile>(m_store.profiles()))
        make(profile);
    ChatClient *last = client(m_store.lastUsed());
    if (!last && !m_clients.isEmpty())
        last = m_clients.first();
    makeCurrent(last);
    for (ChatClient *each : std::as_const(m_clients))
        each->start();
}

ChatClient *Workspace::client(const QString &profileId) const
{
    for (ChatClient *each : m_clients) {
        if (each->profile().id == profileId)
            return each;
    }
    return nullptr;
}

qint64 Workspace::totalUnread() const
{
    qint64 total = 0;
    for (const ChatClient *each : m_clients)
        total += each->contacts()->totalUnread();
    return total;
}

void Workspace::setCurrent(const QString &profileId)
{
    if (ChatClient *wanted = client(profileId))
        makeCurrent(wanted);
}

ChatClient *Workspace::add(const QUrl &url, Backend backend)
{
    Profile wanted = m_store.create(url);
    wanted.plain = backend == Backend::PlainAws;
    wanted.gateway = backend != Backend::Unknown;
    for (ChatClient *each : std::as_const(m_clients)) {
        const Profile &profile = each->profile();
        if (profile.url == url && profile.plain == wanted.plain && !each->signedIn()) {
            makeCurrent(each);
            each->start();
            each->tryNow();
            return each;
        }
    }
    ChatClient *added = make(wanted);
    makeCurrent(added);
    added->start();
    return added;
}

ChatClient *Workspace::addHosted(const QUrl &url, const QByteArray &pin)
{
    for (ChatClient *each : std::as_const(m_clients)) {
        if (!each->profile().hosted)
            continue;
        each->setServer(url, pin);
        makeCurrent(each);
        each->start();
        each->tryNow();
        return each;
    }
    Profile profile = m_store.create(url);
    profile.pin = pin;
    profile.hosted = true;
    ChatClient *added = make(profile);
    makeCurrent(added);
    added->start();
    return added;
}

void Workspace::signOut(const QString &profileId)
{
    if (ChatClient *wanted = client(profileId))
        wanted->signOut();
}

void Workspace::forget(const QString &profileId)
{
    ChatClient *forgotten = client(profileId);
    if (!forgotten)
        return;
    Q_EMIT clientAboutToBeRemoved(forgotten);
    const qsizetype place = m_clients.indexOf(forgotten);
    m_clients.removeAt(place);
    m_rail->remove(forgotten);
    if (m_current == forgotten)
        makeCurrent(m_clients.isEmpty() ? nullptr : m_clients[std::min(place, m_clients.size() - 1)]);
    forgotten->disconnect(this);
    // Out of the list and off the disk at once, whatever the server says; the client lives on for its farewell.
    m_store.forget(profileId);
    if (forgotten->signedIn()) {
        connect(forgotten, &ChatClient::signedInChanged, forgotten, &QObject::deleteLater);
        QTimer::singleShot(farewellMs, forgotten, &QObject::deleteLater);
        forgotten->signOut();
    } else {
        forgotten->deleteLater();
    }
    Q_EMIT totalUnreadChanged();
}

ChatClient *Workspace::make(const Profile &profile)
{
    auto *made = new ChatClient(profile, m_store, m_transports, this);
    connect(made, &ChatClient::statusChanged, this, [this, made] { m_rail->touch(made); });
    connect(made, &ChatClient::profileChanged, this, [this, made] { m_rail->touch(made); });
    connect(made->contacts(), &ContactModel::totalUnreadChanged, this, [this, made] {
        m_rail->touch(made);
        Q_EMIT totalUnreadChanged();
    });
    m_clients.append(made);
    m_rail->append(made);
    Q_EMIT clientAdded(made);
    return made;
}

void Workspace::makeCurrent(ChatClient *client)
{
    if (m_current == client)
        return;
    m_current = client;
    m_rail->setCurrent(client);
    m_store.setLastUsed(client ? client->profile().id : QString());
    Q_EMIT currentChanged(client);
}

} // namespace confab::client
