// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/host_controller.h>
#include <confab/client/presence_keeper.h>
#include <confab/protocol/values.h>

#include <QAbstractButton>

#include <functional>

class QAbstractItemModel;
class QMenu;
class QToolButton;

namespace confab::ui
{

// Under the contacts while this computer hosts: opens the host page; its button copies the invite.
class HostRow : public QAbstractButton
{
    Q_OBJECT

public:
    explicit HostRow(QWidget *parent = nullptr);

    void show(const client::HostController &host);
    void setNarrow(bool narrow);

Q_SIGNALS:
    void inviteWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();

    int m_here = 0;
    bool m_narrow = false;
    QToolButton *m_invite;
};

// Oneself: picture, name, presence with its menu, and the way to the settings. Narrow, its menu is also the way to the
// other servers: there is no room for their rail then.
class OwnRow : public QAbstractButton
{
    Q_OBJECT

public:
    // `servers` is a client::ServerRailModel and outlives the row.
    explicit OwnRow(const QAbstractItemModel &servers, QWidget *parent = nullptr);

    // `online`: connected; otherwise presence reads Offline whatever was chosen.
    void show(const protocol::User &me, bool online);
    // What the person chose; its status is what the menu's field begins with.
    void setChoice(const client::PresenceKeeper::Choice &choice) { m_choice = choice; }
    // The time on this computer, from which "tomorrow" is reckoned.
    void setClock(std::function<QDateTime()> now) { m_now = std::move(now); }
    void setNarrow(bool narrow);
    void setSettingsShown(bool shown);

Q_SIGNALS:
    void presenceChosen(const confab::client::PresenceKeeper::Choice &choice);
    void settingsWanted();
    void signOutWanted();
    void serverChosen(const QString &profile);
    void addServerWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void openMenu();
    void addPresence(QMenu &menu);
    void addStatus(QMenu &menu);
    void addServers(QMenu &menu);
    void place();
    [[nodiscard]] QString presenceLine(protocol::PresenceState state) const;

    const QAbstractItemModel &m_servers;
    protocol::User m_me;
    client::PresenceKeeper::Choice m_choice;
    std::function<QDateTime()> m_now = QDateTime::currentDateTimeUtc;
    bool m_online = false;
    bool m_narrow = false;
    QToolButton *m_settings;
};

} // namespace confab::ui
