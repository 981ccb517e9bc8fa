// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/shortcuts_page.h"
#include "switcher/switcher_rows.h"

#include <confab/client/host_controller.h>
#include <confab/client/workspace.h>

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>

class QSplitter;
class QStackedWidget;

namespace confab::ui
{

class ContactsPanel;
class ConversationPage;
class MembersPane;
class NoticeBar;
class OwnPresence;
class PageFrame;
class Preferences;
class Questions;
class QuickSwitcher;

// The chat of the current server: contacts, a conversation or another page, and the right pane.
class ChatPage : public QWidget
{
    Q_OBJECT

public:
    struct Needs {
        client::Workspace &workspace;
        client::HostController *host; // null: this program cannot host
        Preferences &preferences;
        Questions &questions;
        std::function<QDateTime()> now; // UTC
    };
    explicit ChatPage(const Needs &needs, QWidget *parent = nullptr);
    ~ChatPage() override;

    // Troubles of any client are told, whichever is shown.
    void follow(client::ChatClient *client);
    void setClient(client::ChatClient *client);
    void openConversation(const QString &conversation);
    // For the page that lists them.
    void setShortcuts(const QList<Shortcut> &shortcuts);
    // `by` rows up or down in the contact list; only unread ones where asked for.
    void step(int by, bool unreadOnly);
    void markAllRead();
    // Ctrl+K: jump anywhere; once more closes it.
    void showSwitcher();
    // Contacts, conversation, composer, pane.
    void nextPane(bool forward);
    // The message above or below the one that is picked; the last one where none is.
    void pickMessage(bool previous);
    // Closes what lies over the conversation; false: nothing did.
    bool back();

    void showHost();
    void showSettings();
    void showAbout();
    void showShortcuts();
    void showNewRoom();
    void showDirectory();
    void showNewDirect();
    void showRoomDetails(const QString &conversation);
    void showMembers(bool shown);

Q_SIGNALS:
    void firstHostingWanted();
    void addServerWanted();
    void serverChosen(const QString &profile);
    // In all messages of the server. Offered while somebody listens.
    void searchWanted(const QString &words);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    // `ofConversation`: about the one that is open, which therefore stays selected in the list.
    void showPage(PageFrame *page, bool ofConversation = false);
    void closePage();
    void layOut();
    void watch();
    void watchSoon();
    void copyInvite();
    void askToSignOut();
    void tell(const QString &sentence);
    [[nodiscard]] std::function<void(const QString &)> teller();
    void writeTo(const protocol::User &user);
    [[nodiscard]] QList<SwitcherAction> switcherActions();

    Needs m_needs;
    OwnPresence *m_presence;
    QPointer<client::ChatClient> m_client;
    QSplitter *m_splitter;
    ContactsPanel *m_contacts;
    QStackedWidget *m_pages;
    ConversationPage *m_conversation;
    MembersPane *m_members;
    NoticeBar *m_notice;
    QList<Shortcut> m_shortcuts;
    QPointer<QuickSwitcher> m_switcher;
    QPointer<PageFrame> m_page; // over the conversation; null: none
    QStringList m_membersShown;
    QStringList m_peopleCounted; // of the conversation that is open
    QTimer m_watchDelay;
    bool m_paneShown = false;
};

} // namespace confab::ui
