// SPDX-License-Identifier: GPL-3.0-or-later
#include "main/chat_page.h"

#include "common/page_frame.h"
#include "host/host_page.h"
#include "main/contacts_panel.h"
#include "main/conversation_actions.h"
#include "main/conversation_page.h"
#include "main/footer_rows.h"
#include "main/message_actions.h"
#include "main/notice_bar.h"
#include "main/own_presence.h"
#include "main/right_pane.h"
#include "messages/conflict_page.h"
#include "messages/forward_page.h"
#include "panes/search_pane.h"
#include "panes/thread_pane.h"
#include "rooms/members_pane.h"
#include "rooms/new_room_page.h"
#include "rooms/people_picker_page.h"
#include "rooms/room_details_page.h"
#include "rooms/room_directory_page.h"
#include "settings/about_page.h"
#include "settings/settings_page.h"
#include "settings/shortcuts_page.h"
#include "switcher/quick_switcher.h"

#include <confab/protocol/limits.h>
#include <confab/protocol/names.h>
#include <confab/ui/common/questions.h>
#include <confab/ui/composer/composer.h>
#include <confab/ui/contacts/contact_list_view.h>
#include <confab/ui/conversation/conversation_view.h>
#include <confab/ui/settings/preferences.h>

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace confab::ui
{

using client::ChatClient;

namespace
{
// DESIGN: Windows and widths.
constexpr int narrowBelow = 760;
constexpr int conversationLeast = 480;
constexpr auto watchDelay = 200ms;
} // namespace

ChatPage::ChatPage(const Needs &needs, QWidget *parent)
    : QWidget(parent)
    , m_needs(needs)
    , m_presence(new OwnPresence(needs.workspace, needs.preferences, this))
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_contacts(new ContactsPanel(needs.host, *needs.workspace.rail()))
    , m_pages(new QStackedWidget)
    , m_conversation(new ConversationPage(needs.now, needs.questions, needs.preferences))
    , m_right(new RightPane(needs.questions, needs.preferences))
    , m_notice(new NoticeBar(m_pages))
{
    setObjectName(u"chat"_s);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_contacts);
    m_splitter->addWidget(m_pages);
    m_splitter->addWidget(m_right);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setStretchFactor(2, 0);
    m_pages->addWidget(m_conversation);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);

    connect(m_splitter, &QSplitter::splitterMoved, this, [this] {
        if (!m_contacts->isNarrow())
            m_needs.preferences.setContactsWidth(m_contacts->width());
        if (m_right->isVisible() && m_pages->isVisible())
            m_needs.preferences.setPaneWidth(m_right->width());
    });
    connect(m_contacts, &ContactsPanel::conversationWanted, this, &ChatPage::openConversation);
    // Once for a burst of scrolling.
    m_watchDelay.setSingleShot(true);
    m_watchDelay.setInterval(watchDelay);
    connect(&m_watchDelay, &QTimer::timeout, this, &ChatPage::watch);
    connect(m_contacts->list(), &ContactListView::scrolled, this, &ChatPage::watchSoon);
    connect(m_contacts, &ContactsPanel::newRoomWanted, this, &ChatPage::showNewRoom);
    connect(m_contacts, &ContactsPanel::newDirectWanted, this, &ChatPage::showNewDirect);
    connect(m_contacts, &ContactsPanel::directoryWanted, this, &ChatPage::showDirectory);
    connect(m_contacts, &ContactsPanel::hostWanted, this, &ChatPage::showHost);
    connect(m_contacts, &ContactsPanel::inviteWanted, this, &ChatPage::copyInvite);
    connect(m_contacts, &ContactsPanel::settingsWanted, this, [this] {
        if (qobject_cast<SettingsPage *>(m_page))
            back();
        else
            showSettings();
    });
    m_contacts->own()->setClock(needs.now);
    const auto readChoice = [this] { m_contacts->own()->setChoice(m_presence->keeper().choice()); };
    connect(&m_presence->keeper(), &client::PresenceKeeper::choiceChanged, this, readChoice);
    connect(m_contacts, &ContactsPanel::presenceChosen, this,
            [this](const client::PresenceKeeper::Choice &choice) { m_presence->keeper().choose(choice); });
    readChoice();
    connect(m_contacts->list(), &ContactListView::menuRequested, this, &ChatPage::showConversationMenu);
    connect(m_contacts, &ContactsPanel::serverChosen, this, &ChatPage::serverChosen);
    connect(m_contacts, &ContactsPanel::addServerWanted, this, &ChatPage::addServerWanted);
    connect(m_contacts, &ContactsPanel::signOutWanted, this, &ChatPage::askToSignOut);
    connect(m_conversation, &ConversationPage::membersWanted, this, &ChatPage::showMembers);
    connect(m_conversation, &ConversationPage::searchWanted, this, [this](bool shown) {
        if (shown)
            showSearch(true);
        else
            m_right->clear();
    });
    connect(m_conversation, &ConversationPage::pinnedWanted, this, [this](bool shown) {
        if (shown)
            m_right->showPinned(m_conversation->conversation());
        else
            m_right->clear();
    });
    wireActions(*m_conversation->actions());
    wireActions(*m_right->thread()->actions());
    connect(m_conversation, &ConversationPage::peopleKnown, this, [this](const QStringList &usernames) {
        m_peopleCounted = usernames;
        watchSoon();
    });
    connect(m_conversation, &ConversationPage::detailsWanted, this, &ChatPage::showRoomDetails);
    connect(m_conversation, &ConversationPage::inviteCopyWanted, this, &ChatPage::copyInvite);
    connect(m_conversation, &ConversationPage::addPeopleWanted, this, [this] {
        showMembers(true);
        m_right->members()->startAdding();
    });
    connect(m_conversation, &ConversationPage::told, this, &ChatPage::tell);
    connect(m_conversation, &ConversationPage::leaveWanted, this, [this](const QString &id) {
        if (m_client)
            askToLeave(*m_client, id, m_needs.questions, window(), teller());
    });
    connect(m_conversation, &ConversationPage::deleteWanted, this, [this](const QString &id) {
        if (m_client)
            askToDelete(*m_client, id, m_needs.questions, window(), teller());
    });
    connect(m_right, &RightPane::closed, this, [this] {
        m_right->clear();
        m_conversation->composer()->setFocus(Qt::OtherFocusReason);
    });
    connect(m_right, &RightPane::kindChanged, this, [this] {
        m_conversation->setPaneShown(m_right->kind());
        layOut();
        watchSoon();
    });
    connect(m_right, &RightPane::messageWanted, this, &ChatPage::writeTo);
    connect(m_right, &RightPane::peopleChanged, this, &ChatPage::watchSoon);
    connect(m_right, &RightPane::jumpWanted, this, &ChatPage::jumpTo);
    connect(m_right, &RightPane::threadWanted, this, &ChatPage::showThread);
    connect(&needs.preferences, &Preferences::enterSendsChanged, this, &ChatPage::readEnterSends);
    readEnterSends();
    if (needs.host) {
        const auto read = [this] {
            const bool on = m_needs.host->state() == client::HostController::State::On;
            m_conversation->setInvite(on ? inviteText(*m_needs.host) : QString());
        };
        connect(needs.host, &client::HostController::stateChanged, this, read);
        connect(needs.host, &client::HostController::inviteChanged, this, read);
        connect(needs.host, &client::HostController::noticed, this, &ChatPage::tell);
        read();
    }
}

ChatPage::~ChatPage() = default;

void ChatPage::wireActions(MessageActions &actions)
{
    connect(&actions, &MessageActions::threadWanted, this,
            [this](qint64 root) { m_right->showThread(m_conversation->conversation(), root); });
    connect(&actions, &MessageActions::conflictWanted, this, &ChatPage::showConflict);
    connect(&actions, &MessageActions::forwardWanted, this, &ChatPage::showForward);
    connect(&actions, &MessageActions::detailsWanted, this, [this](const client::MessageRow &message) {
        m_right->showDetails(m_conversation->conversation(), message);
    });
    connect(&actions, &MessageActions::told, this, &ChatPage::tell);
    connect(&actions, &MessageActions::roomWanted, this, &ChatPage::openConversation);
    connect(&actions, &MessageActions::linkWanted, this, &ChatPage::followLink);
}

void ChatPage::setClient(ChatClient *client)
{
    if (m_client == client)
        return;
    closePage();
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    m_contacts->setClient(client);
    m_conversation->setClient(client);
    m_notice->tell({});
    m_right->setClient(client);
    if (!client)
        return;
    connect(client, &ChatClient::conversationGone, this,
            [this](const QString &gone, const QString &name, bool byOneself) {
                if (gone == m_conversation->conversation())
                    openConversation(QString::fromLatin1(protocol::groupConversation));
                if (!byOneself && !name.isEmpty())
                    tell(tr("You are no longer in #%1.").arg(name));
            });
    connect(client, &ChatClient::signedInChanged, this, &ChatPage::watchSoon);
    connect(client, &ChatClient::changeRefused, this,
            [this](const QString &, const client::Problem &problem) { tell(client::sentence(problem)); });
    const QString last = m_needs.preferences.lastConversation(client->profile().id);
    openConversation(last.isEmpty() ? QString::fromLatin1(protocol::groupConversation) : last);
}

void ChatPage::follow(ChatClient *client)
{
    m_presence->follow(client);
    connect(client, &ChatClient::cacheRebuilt, this, [this](bool outboxKept) {
        tell(outboxKept ? tr("What was kept on this computer could not be read and is fetched anew.")
                        : tr("What was kept on this computer could not be read. It is fetched anew; messages that "
                             "waited to be sent are lost."));
    });
    connect(client, &ChatClient::diskFailed, this, [this] {
        tell(tr("Nothing can be written to this computer's disk. Messages that wait to be sent are lost when Confab is "
                "closed."));
    });
    connect(client, &ChatClient::changesLost, this, [this](int count) {
        tell(tr("The server was set back to an earlier state: %n of your changes that waited to be sent were dropped.",
                nullptr, count));
    });
    connect(client, &ChatClient::ownMessagesLost, this, [this, client](int count) {
        const client::Profile &profile = client->profile();
        const QString name = profile.shownName();
        tell(tr("%1 was set back to an earlier state and lost %n of your messages. They are in their conversations, "
                "to be sent again or deleted.",
                nullptr, count)
                 .arg(name));
    });
}

void ChatPage::openConversation(const QString &conversation)
{
    closePage();
    if (!m_client)
        return;
    m_conversation->open(conversation);
    watchSoon();
    m_contacts->setCurrent(conversation);
    m_needs.preferences.setLastConversation(m_client->profile().id, conversation);
    m_needs.preferences.noteConversation(m_client->profile().id, conversation);
    m_right->follow(conversation, m_conversation->hasMembers());
    m_conversation->composer()->setFocus(Qt::OtherFocusReason);
}

void ChatPage::step(int by, bool unreadOnly)
{
    if (!m_client)
        return;
    // As they are listed.
    const QStringList listed = m_contacts->list()->conversations();
    const client::ContactModel &model = *m_client->contacts();
    const auto calls = [&model](const QString &conversation) {
        const int row = model.indexOf(conversation);
        if (row < 0)
            return false;
        const client::Contact &contact = model.contacts().at(row);
        return contact.mentions > 0 || (!contact.muted && (contact.unread > 0 || contact.markedUnread));
    };
    const qsizetype count = listed.size();
    qsizetype row = listed.indexOf(m_conversation->conversation());
    for (qsizetype tried = 0; tried < count; ++tried) {
        row = row < 0 ? (by > 0 ? 0 : count - 1) : (row + by + count) % count;
        if (!unreadOnly || calls(listed.at(row)))
            return openConversation(listed.at(row));
    }
}

void ChatPage::markAllRead()
{
    if (!m_client)
        return;
    const QList<client::Contact> contacts = m_client->contacts()->contacts();
    for (const client::Contact &contact : contacts) {
        if (contact.unread == 0 && !contact.markedUnread)
            continue;
        if (const auto conversation = m_client->conversation(contact.conversation))
            m_client->markRead(contact.conversation, conversation->seq);
    }
}

void ChatPage::nextPane(bool forward)
{
    QList<QWidget *> panes{m_contacts->list()};
    if (m_page)
        panes << m_page;
    else if (m_pages->isVisible())
        panes << m_conversation->view() << m_conversation->composer();
    if (m_right->isVisible())
        panes << m_right->currentWidget();
    const QWidget *focus = QApplication::focusWidget();
    qsizetype at = -1;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (focus && (panes[i] == focus || panes[i]->isAncestorOf(focus)))
            at = i;
    }
    const qsizetype next = at < 0 ? 0 : (at + (forward ? 1 : -1) + panes.size()) % panes.size();
    QWidget *pane = panes[next];
    pane->setFocus(Qt::TabFocusReason);
    // A pane that is no field itself: its first control.
    if (!pane->hasFocus() && !(QApplication::focusWidget() && pane->isAncestorOf(QApplication::focusWidget()))) {
        const auto inside = pane->findChildren<QWidget *>();
        for (QWidget *widget : inside) {
            if ((widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() && widget->isEnabled()) {
                widget->setFocus(Qt::TabFocusReason);
                break;
            }
        }
    }
}

void ChatPage::pickMessage(bool previous)
{
    if (m_page || !m_pages->isVisible())
        return;
    ConversationView *view = m_conversation->view();
    view->setFocus(Qt::OtherFocusReason);
    if (previous)
        view->pickPrevious();
    else
        view->pickNext();
}

bool ChatPage::back()
{
    if (m_page) {
        closePage();
        m_conversation->composer()->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return false;
}

void ChatPage::showHost()
{
    if (!m_needs.host)
        return;
    auto *page = new HostPage(*m_needs.host, m_needs.questions, m_needs.now);
    connect(page, &HostPage::firstHostingWanted, this, &ChatPage::firstHostingWanted);
    showPage(page);
    m_contacts->setHostShown(true);
}

void ChatPage::showSettings()
{
    auto *page = new SettingsPage(m_needs.preferences, m_needs.workspace, m_needs.questions, m_needs.host != nullptr);
    connect(page, &SettingsPage::aboutWanted, this, &ChatPage::showAbout);
    connect(page, &SettingsPage::shortcutsWanted, this, &ChatPage::showShortcuts);
    connect(page, &SettingsPage::hostWanted, this, &ChatPage::showHost);
    connect(page, &SettingsPage::addServerWanted, this, &ChatPage::addServerWanted);
    showPage(page);
    m_contacts->setSettingsShown(true);
}

void ChatPage::showAbout()
{
    showPage(new AboutPage);
}

void ChatPage::showShortcuts()
{
    showPage(new ShortcutsPage(m_shortcuts));
}

void ChatPage::showNewRoom()
{
    if (!m_client)
        return;
    auto *page = new NewRoomPage(*m_client);
    connect(page, &NewRoomPage::created, this, &ChatPage::openConversation);
    showPage(page);
}

void ChatPage::showDirectory()
{
    if (!m_client)
        return;
    auto *page = new RoomDirectoryPage(*m_client);
    connect(page, &RoomDirectoryPage::opened, this, &ChatPage::openConversation);
    showPage(page);
}

void ChatPage::showNewDirect()
{
    if (!m_client)
        return;
    auto *page = new PeoplePickerPage(*m_client);
    connect(page, &PeoplePickerPage::picked, this, &ChatPage::writeTo);
    showPage(page);
}

void ChatPage::showRoomDetails(const QString &conversation)
{
    if (!m_client)
        return;
    auto *page = new RoomDetailsPage(*m_client, conversation, m_needs.questions);
    connect(page, &RoomDetailsPage::membersWanted, this, [this] {
        closePage();
        showMembers(true);
    });
    showPage(page, true);
}

void ChatPage::followLink(const client::MessageLink &link)
{
    if (m_client && m_client->profile().url.authority() == link.server)
        return jumpTo(link.conversation, link.seq);
    for (const ChatClient *client : m_needs.workspace.clients()) {
        if (client->profile().url.authority() != link.server)
            continue;
        m_needs.preferences.setLastConversation(client->profile().id, link.conversation);
        Q_EMIT serverChosen(client->profile().id);
        return;
    }
    tell(tr("That message is on a server that you have not joined: %1").arg(link.server));
}

void ChatPage::jumpBack()
{
    if (!m_page)
        m_conversation->view()->jumpBack();
}

void ChatPage::showForward(const QList<qint64> &seqs)
{
    if (!m_client)
        return;
    const QString from = m_conversation->conversation();
    auto *page = new ForwardPage(*m_client, static_cast<int>(seqs.size()));
    connect(page, &ForwardPage::picked, this, [this, from, seqs](const QString &to) {
        m_client->forward(from, seqs, to);
        openConversation(to);
    });
    showPage(page, true);
}

void ChatPage::showConflict(qint64 seq)
{
    const auto *model = m_conversation->view()->model();
    const int row = m_client && model ? model->indexOfSeq(seq) : -1;
    if (row < 0)
        return;
    auto *page = new ConflictPage(model->row(row));
    connect(page, &ConflictPage::decided, this, [this, conversation = m_conversation->conversation(), seq](bool mine) {
        m_client->resolveConflict(conversation, seq, mine);
        back();
    });
    showPage(page, true);
}

void ChatPage::showMembers(bool shown)
{
    if (shown && m_client && m_conversation->hasMembers())
        m_right->showMembers(m_conversation->conversation());
    else
        m_right->clear();
}

void ChatPage::showThread(const QString &conversation, qint64 root)
{
    if (conversation != m_conversation->conversation() || m_page)
        openConversation(conversation);
    m_right->showThread(conversation, root);
}

void ChatPage::showConversationMenu(const QString &conversation, QPoint globalPos)
{
    if (!m_client)
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"contacts.menu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addConversationActions(*menu, *m_client, conversation);
    menu->popup(globalPos);
}

void ChatPage::showSearch(bool here)
{
    if (!m_client)
        return;
    closePage();
    m_right->showSearch(m_conversation->conversation(), here);
}

void ChatPage::showUnread()
{
    if (!m_client)
        return;
    closePage();
    m_right->showUnread();
}

void ChatPage::jumpTo(const QString &conversation, qint64 seq, const QStringList &words)
{
    if (conversation != m_conversation->conversation() || m_page)
        openConversation(conversation);
    m_conversation->jumpTo(seq, words);
    // It covers what is to be seen.
    if (!m_pages->isVisible())
        m_right->clear();
}

void ChatPage::setShortcuts(const QList<Shortcut> &shortcuts)
{
    m_shortcuts = shortcuts;
}

void ChatPage::tell(const QString &sentence)
{
    m_notice->tell(sentence);
}

void ChatPage::readEnterSends()
{
    m_conversation->setEnterSends(m_needs.preferences.enterSends());
    m_right->thread()->setEnterSends(m_needs.preferences.enterSends());
}

std::function<void(const QString &)> ChatPage::teller()
{
    return [self = QPointer(this)](const QString &sentence) {
        if (self)
            self->tell(sentence);
    };
}

void ChatPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void ChatPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape || event->modifiers() != Qt::NoModifier) {
        QWidget::keyPressEvent(event);
        return;
    }
    // A page; else what is marked in the messages, then to the newest; else back to writing.
    if (back() || !m_pages->isVisible())
        return;
    if (!m_conversation->view()->escape())
        m_conversation->composer()->setFocus(Qt::OtherFocusReason);
}

void ChatPage::showPage(PageFrame *page, bool ofConversation)
{
    closePage();
    m_page = page;
    m_pages->addWidget(page);
    m_pages->setCurrentWidget(page);
    if (!ofConversation)
        m_contacts->setCurrent({});
    connect(page, &PageFrame::closed, this, &ChatPage::back);
    m_right->clear();
    page->setFocus(Qt::OtherFocusReason);
}

void ChatPage::closePage()
{
    if (!m_page)
        return;
    m_contacts->setHostShown(false);
    m_contacts->setSettingsShown(false);
    m_contacts->setCurrent(m_conversation->conversation());
    m_pages->setCurrentWidget(m_conversation);
    m_pages->removeWidget(m_page);
    m_page->deleteLater();
    m_page = nullptr;
}

void ChatPage::layOut()
{
    const bool narrow = width() < narrowBelow;
    if (narrow != m_contacts->isNarrow())
        m_contacts->setNarrow(narrow);
    const int contacts = narrow ? m_contacts->minimumWidth() : m_needs.preferences.contactsWidth();
    const int pane = m_needs.preferences.paneWidth();
    const bool shown = m_right->kind() != RightPane::Kind::None;
    const bool covering = shown && width() - contacts - pane < conversationLeast;
    m_pages->setVisible(!covering);
    m_right->setCovering(covering);
    m_right->setMinimumWidth(covering ? 0 : 300);
    m_right->setMaximumWidth(covering ? QWIDGETSIZE_MAX : 480);
    const int rest = std::max(0, width() - contacts - (shown && !covering ? pane : 0) - 2);
    if (covering)
        m_splitter->setSizes({contacts, 0, rest});
    else
        m_splitter->setSizes({contacts, rest, shown ? pane : 0});
}

// Presence is told of those who are on the screen, and of oneself: other devices may change it.
void ChatPage::watch()
{
    if (!m_client || !m_client->signedIn())
        return;
    QStringList people{m_client->me().username};
    if (const auto keys = protocol::directKeys(m_conversation->conversation()))
        people << (keys->first == protocol::keyOf(m_client->me().username) ? keys->second : keys->first);
    people << m_contacts->list()->peopleOnScreen() << m_right->peopleOnScreen() << m_peopleCounted;
    people.removeDuplicates();
    people = people.mid(0, protocol::limits::watchedUsers);
    // Another order is no other set.
    people.sort();
    m_client->watch(people);
}

void ChatPage::watchSoon()
{
    if (!m_watchDelay.isActive())
        m_watchDelay.start();
}

void ChatPage::copyInvite()
{
    if (m_needs.host)
        QGuiApplication::clipboard()->setText(inviteText(*m_needs.host));
}

void ChatPage::askToSignOut()
{
    if (m_client)
        askSignOut(m_needs.workspace, *m_client, m_needs.questions, window());
}

void ChatPage::writeTo(const protocol::User &user)
{
    if (!m_client)
        return;
    openConversation(
        protocol::directConversation(protocol::keyOf(m_client->me().username), protocol::keyOf(user.username)));
}

} // namespace confab::ui
