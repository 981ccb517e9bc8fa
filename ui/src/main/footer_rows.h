// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/host_controller.h>
#include <confab/protocol/values.h>

#include <QAbstractButton>

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
    void setNarrow(bool narrow);
    void setSettingsShown(bool shown);

Q_SIGNALS:
    void presenceChosen(confab::protocol::PresenceState state);
    void settingsWanted();
    void signOutWanted();
    void serverChosen(const QString &profile);
    void addServerWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void openMenu();
    void addServers(QMenu &menu);
    void place();

    const QAbstractItemModel &m_servers;
    protocol::User m_me;
    bool m_online = false;
    bool m_narrow = false;
    QToolButton *m_settings;
};

} // namespace confab::ui
