// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/shortcuts_page.h"
#include "switcher/switcher_rows.h"

#include <confab/client/host_controller.h>
#include <confab/client/message_link.h>
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
class MessageActions;
class NoticeBar;
class OwnPresence;
class PageFrame;
class Preferences;
class Questions;
class QuickSwitcher;
class RightPane;

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
    // `here`: in the conversation that is open; else everywhere.
    void showSearch(bool here);
    void showUnread();
    // Opens the conversation and shows this message in it. `words` are marked.
    void jumpTo(const QString &conversation, qint64 seq, const QStringList &words = {});
    // To where one was before the last jump in this conversation.
    void jumpBack();

Q_SIGNALS:
    void firstHostingWanted();
    void addServerWanted();
    void serverChosen(const QString &profile);

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
    void wireActions(MessageActions &actions);
    void showThread(const QString &conversation, qint64 root);
    void showConversationMenu(const QString &conversation, QPoint globalPos);
    void showForward(const QList<qint64> &seqs);
    void showConflict(qint64 seq);
    void followLink(const client::MessageLink &link);
    void readEnterSends();
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
    RightPane *m_right;
    NoticeBar *m_notice;
    QList<Shortcut> m_shortcuts;
    QPointer<QuickSwitcher> m_switcher;
    QPointer<PageFrame> m_page;  // over the conversation; null: none
    QStringList m_peopleCounted; // of the conversation that is open
    QTimer m_watchDelay;
};

} // namespace confab::ui
