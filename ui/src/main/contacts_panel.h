// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/chat_client.h>
#include <confab/client/host_controller.h>
#include <confab/client/presence_keeper.h>

#include <QPointer>
#include <QWidget>

class QAbstractItemModel;
class QToolButton;

namespace confab::ui
{

class ContactListView;
class HostRow;
class OwnRow;
class SearchField;

// The leading column: filter, contacts, hosting, oneself.
class ContactsPanel : public QWidget
{
    Q_OBJECT

public:
    // `host` may be null; it and `servers`, a client::ServerRailModel, outlive the panel.
    ContactsPanel(client::HostController *host, const QAbstractItemModel &servers, QWidget *parent = nullptr);

    void setClient(client::ChatClient *client);
    void setCurrent(const QString &conversation);
    // The rail of 64.
    void setNarrow(bool narrow);
    [[nodiscard]] bool isNarrow() const { return m_narrow; }
    void setHostShown(bool shown);
    void setSettingsShown(bool shown);
    // What was typed into it, which is cleared.
    [[nodiscard]] QString takeFilter();
    [[nodiscard]] OwnRow *own() const { return m_own; }
    [[nodiscard]] ContactListView *list() const { return m_list; }

Q_SIGNALS:
    void conversationWanted(const QString &conversation);
    void newRoomWanted();
    void directoryWanted();
    void newDirectWanted();
    void hostWanted();
    void inviteWanted();
    void presenceChosen(const confab::client::PresenceKeeper::Choice &choice);
    void settingsWanted();
    void signOutWanted();
    void serverChosen(const QString &profile);
    void addServerWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void readClient();

    client::HostController *m_host;
    QPointer<client::ChatClient> m_client;
    QWidget *m_head;
    SearchField *m_filter;
    QToolButton *m_new;
    QList<QAction *> m_roomActions; // what makes or finds rooms
    ContactListView *m_list;
    HostRow *m_hostRow;
    OwnRow *m_own;
    bool m_narrow = false;
};

} // namespace confab::ui
