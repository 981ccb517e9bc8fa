// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/chat_client.h>
#include <confab/client/server_rail_model.h>

#include <QObject>

namespace confab::client
{

// What a person says of an address. An AWS backend keeps API Gateway's limits; a plain one speaks no protocol of ours.
enum class Backend { Unknown, Aws, PlainAws };

// All servers of one person on this computer: one ChatClient for each remembered profile, one of them current.
// A server that was added is remembered once somebody has signed in there; until then it lives as long as the program.
// UI thread.
class Workspace : public QObject
{
    Q_OBJECT

public:
    // `store` outlives the workspace.
    Workspace(ProfileStore &store, TransportFactory transports, QObject *parent = nullptr);
    ~Workspace() override;

    // Makes and starts a client for each remembered profile; the one used last becomes current. Called once.
    void start();

    [[nodiscard]] const QList<ChatClient *> &clients() const { return m_clients; }
    [[nodiscard]] ChatClient *client(const QString &profileId) const; // null: none
    [[nodiscard]] ChatClient *current() const { return m_current; }   // null: no server yet
    [[nodiscard]] ServerRailModel *rail() const { return m_rail; }
    [[nodiscard]] qint64 totalUnread() const;

    void setCurrent(const QString &profileId);

    // A server by address: started and made current. One that is there already and where nobody is signed in is used
    // again instead of a second one.
    ChatClient *add(const QUrl &url, Backend backend = Backend::Unknown);
    // The server that this computer hosts: the same profile each time, whatever port it got. Its key is known.
    ChatClient *addHosted(const QUrl &url, const QByteArray &pin);

    // Ends the session there and keeps the server in the list.
    void signOut(const QString &profileId);
    // Signs out where it can be reached and deletes all that was kept of the server. Another becomes current.
    void forget(const QString &profileId);

Q_SIGNALS:
    void currentChanged(confab::client::ChatClient *client); // null: none is left
    void clientAdded(confab::client::ChatClient *client);
    void clientAboutToBeRemoved(confab::client::ChatClient *client);
    void totalUnreadChanged();

private:
    ChatClient *make(const Profile &profile);
    void makeCurrent(ChatClient *client);

    ProfileStore &m_store;
    TransportFactory m_transports;
    QList<ChatClient *> m_clients;
    ChatClient *m_current = nullptr;
    ServerRailModel *m_rail;
};

} // namespace confab::client
