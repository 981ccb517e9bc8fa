// SPDX-License-Identifier: GPL-3.0-or-later
#include "main/conversation_page.h"

#include "common/look.h"
#include "common/words.h"
#include "files/drop_area.h"
#include "main/bot_actions.h"
#include "main/conversation_actions.h"
#include "main/date_menu.h"
#include "main/empty_state.h"
#include "main/message_actions.h"
#include "main/state_strip.h"
#include "rooms/room_details_page.h"

#include <confab/client/conversation_kind.h>
#include <confab/protocol/limits.h>
#include <confab/protocol/names.h>
#include <confab/ui/composer/composer.h>
#include <confab/ui/conversation/conversation_view.h>

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace confab::ui
{

using client::ChatClient;
using client::kindOf;
using protocol::ConversationKind;
using protocol::PresenceState;

namespace
{

// DESIGN: Windows and widths.
constexpr int headHeight = 48;
constexpr int secondTextFrom = 520;
constexpr int buttonsFrom = 480;

// What the contact list calls it: it knows people who were never written to.
client::Contact contactOf(const ChatClient &client, const QString &id)
{
    const int row = client.contacts()->indexOf(id);
    return row < 0 ? client::Contact{} : client.contacts()->contacts().at(row);
}

} // namespace

ConversationPage::ConversationPage(std::function<QDateTime()> now, Questions &questions, Preferences &preferences,
                                   QWidget *parent)
    : QWidget(parent)
    , m_questions(questions)
    , m_icon(new IconLabel(u"room"_s, u"textMuted"_s, 18))
    , m_title(new TextLabel({}, TextStyle::Title, u"text"_s))
    , m_second(new TextLabel({}, TextStyle::Small, u"textMuted"_s))
    , m_plain(
          new TextLabel(tr("A plain AWS backend: nobody can tell who wrote a text, nor whether it was meant for you "
                           "alone or for everyone."),
                        TextStyle::Small, u"textMuted"_s))
    , m_search(new IconButton(u"search"_s, tr("Search"), this))
    , m_pinned(new IconButton(u"pin"_s, tr("Pinned, files and links"), this))
    , m_members(new IconButton(u"people"_s, tr("Members"), this))
    , m_more(new IconButton(u"more"_s, tr("More"), this))
    , m_menu(new QMenu(this))
    , m_body(new QWidget)
    , m_view(new ConversationView)
    , m_composer(new Composer)
    , m_actions(new MessageActions(*m_view, *m_composer, questions, preferences, this))
    , m_empty(new EmptyState(m_body))
    , m_strip(new StateStrip(std::move(now), m_body))
    , m_drop(new DropArea(this))
{
    setObjectName(u"conversation"_s);
    m_title->setObjectName(u"header.title"_s);
    m_title->setElided(true);
    m_second->setObjectName(u"header.second"_s);
    m_second->setElided(true);
    m_search->setObjectName(u"header.search"_s);
    m_pinned->setObjectName(u"header.pinned"_s);
    m_members->setObjectName(u"header.members"_s);
    for (QToolButton *button : std::initializer_list<QToolButton *>{m_search, m_pinned, m_members})
        button->setCheckable(true);
    m_more->setObjectName(u"header.more"_s);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_menu->setObjectName(u"header.menu"_s);
    m_more->setMenu(m_menu);

    auto *head = new QWidget;
    head->setFixedHeight(headHeight);
    auto *headRow = new QHBoxLayout(head);
    headRow->setContentsMargins(margins(20, 0, 12, 1));
    headRow->setSpacing(4);
    headRow->addWidget(m_icon);
    headRow->addSpacing(6);
    headRow->addWidget(m_title);
    headRow->addSpacing(10);
    headRow->addWidget(m_second, 1);
    headRow->addStretch(1);
    headRow->addWidget(m_search);
    headRow->addWidget(m_pinned);
    headRow->addWidget(m_members);
    headRow->addWidget(m_more);
    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(0);
    body->addWidget(m_view, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_plain->setObjectName(u"conversation.plain"_s);
    m_plain->setWordWrap(true);
    m_plain->setContentsMargins(margins(20, 8, 20, 8));
    m_plain->hide();
    column->addWidget(head);
    column->addWidget(m_plain);
    column->addWidget(m_body, 1);
    // Over the messages, which came into the body after them.
    m_empty->raise();
    m_strip->raise();
    column->addWidget(m_composer);

    connect(m_menu, &QMenu::aboutToShow, this, &ConversationPage::fillMenu);
    connect(m_search, &QToolButton::clicked, this, &ConversationPage::searchWanted);
    connect(m_pinned, &QToolButton::clicked, this, &ConversationPage::pinnedWanted);
    connect(m_members, &QToolButton::clicked, this, &ConversationPage::membersWanted);
    connect(m_strip, &StateStrip::tryNow, this, [this] {
        if (m_client)
            m_client->tryNow();
    });
    connect(m_empty, &EmptyState::taken, this, [this] { Q_EMIT addPeopleWanted(m_conversation); });
    connect(m_empty, &EmptyState::copyWanted, this, &ConversationPage::inviteCopyWanted);
    wireComposer();
    wireView();
    m_body->installEventFilter(this);
    // Somebody came or went: one question for a burst of it.
    m_recount.setSingleShot(true);
    m_recount.setInterval(2s);
    connect(&m_recount, &QTimer::timeout, this, &ConversationPage::countOnline);
    put({});
}

ConversationPage::~ConversationPage() = default;

void ConversationPage::wireComposer()
{
    connect(m_actions, &MessageActions::draftRestored, this, [this] {
        if (m_client)
            m_client->setDraft(m_conversation, m_composer->text());
    });
    connect(m_drop, &DropArea::dropped, m_composer, &Composer::takeFiles);
    connect(m_composer, &Composer::typingChanged, this, [this](bool on) {
        if (m_client && !m_conversation.isEmpty())
            m_client->setTyping(m_conversation, on);
    });
    connect(m_composer, &Composer::draftChanged, this, [this](const QString &text) {
        if (m_client && !m_conversation.isEmpty())
            m_client->setDraft(m_conversation, text);
    });
}

void ConversationPage::wireView()
{
    connect(m_view, &ConversationView::visibleReadSeq, this, [this](qint64 seq) {
        if (m_client && !m_conversation.isEmpty())
            m_client->markRead(m_conversation, seq);
    });
    connect(m_view, &ConversationView::dayPressed, this, &ConversationPage::pickDate);
    connect(m_view, &ConversationView::latestWanted, this, [this] {
        if (m_client)
            m_client->showNewest(m_conversation);
    });
}

void ConversationPage::setClient(ChatClient *client)
{
    if (m_client == client)
        return;
    open({});
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    if (!client)
        return;
    connect(client, &ChatClient::statusChanged, this, &ConversationPage::readStatus);
    connect(client, &ChatClient::profileChanged, this, &ConversationPage::readStatus);
    connect(client, &ChatClient::abilitiesChanged, this, &ConversationPage::readAbilities);
    connect(client, &ChatClient::conversationChanged, this, [this](const QString &changed) {
        if (changed != m_conversation)
            return;
        retitle();
        readDraft();
    });
    connect(client, &ChatClient::membersChanged, this, [this](const QString &changed) {
        if (changed == m_conversation)
            countOnline();
    });
    connect(client, &ChatClient::userChanged, this, [this](const QString &username) {
        const auto keys = protocol::directKeys(m_conversation);
        const QString key = protocol::keyOf(username);
        if (keys && (keys->first == key || keys->second == key))
            retitle();
        if (m_online >= 0 && !m_recount.isActive())
            m_recount.start();
    });
    connect(client, &ChatClient::signedInChanged, this, &ConversationPage::retitle);
    // What comes while nobody looks is new, though the conversation is open.
    connect(client, &ChatClient::messageArrived, this, [this](const QString &where, const client::MessageRow &row) {
        if (where == m_conversation && m_model && m_model->newFromSeq() == 0 && !m_view->isReading())
            m_model->setNewFromSeq(row.seq);
    });
    const auto ours = [this, client](int first, int last) {
        if (m_client != client)
            return;
        const int row = m_client->contacts()->indexOf(m_conversation);
        if (row >= first && row <= last)
            retitle();
    };
    connect(client->contacts(), &QAbstractItemModel::dataChanged, this,
            [ours](const QModelIndex &first, const QModelIndex &last) { ours(first.row(), last.row()); });
    connect(client->contacts(), &QAbstractItemModel::rowsInserted, this,
            [ours](const QModelIndex &, int first, int last) { ours(first, last); });
    connect(client, &ChatClient::typingChanged, this, [this](const QString &where, const QStringList &names) {
        if (where == m_conversation)
            m_composer->setTyping(names);
    });
    readStatus();
}

void ConversationPage::open(const QString &conversation)
{
    if (conversation == m_conversation && m_model)
        return;
    if (m_client && !m_conversation.isEmpty()) {
        m_composer->cancelEdit();
        m_actions->setTarget(nullptr, {}, 0);
        m_client->setDraft(m_conversation, m_composer->text());
        if (const QList<client::LocalFile> files = m_composer->files(); !files.isEmpty())
            m_trays.insert(trayKey(), files);
        m_client->setTyping(m_conversation, false);
        m_view->setModel(nullptr);
        m_client->closeConversation(m_conversation);
    }
    put(conversation);
    m_composer->setTyping({});
    m_composer->setText(m_client && !conversation.isEmpty() ? m_client->draft(conversation) : QString());
    m_composer->setFiles(m_trays.take(trayKey()));
}

QString ConversationPage::trayKey() const
{
    return m_client ? m_client->profile().id + u' ' + m_conversation : QString();
}

// The conversation may be shown before what is kept of it has been read.
void ConversationPage::readDraft()
{
    const QString draft = m_client->draft(m_conversation);
    if (!draft.isEmpty() && !m_composer->isEditing() && m_composer->text().isEmpty())
        m_composer->setText(draft);
}

void ConversationPage::put(const QString &conversation)
{
    if (m_model)
        m_model->disconnect(this);
    m_conversation = conversation;
    m_online = -1;
    m_model = m_client && !conversation.isEmpty() ? m_client->openConversation(conversation) : nullptr;
    m_view->setFindMarks({});
    m_view->setModel(m_model);
    m_actions->setTarget(m_client, conversation, 0);
    if (m_model) {
        connect(m_model, &QAbstractItemModel::rowsInserted, this, &ConversationPage::readEmpty);
        connect(m_model, &QAbstractItemModel::rowsRemoved, this, &ConversationPage::readEmpty);
        connect(m_model, &QAbstractItemModel::modelReset, this, &ConversationPage::readEmpty);
        connect(m_model, &client::ConversationModel::edgesChanged, this, &ConversationPage::readEmpty);
    }
    m_composer->setVisible(m_model != nullptr);
    readAbilities();
    m_composer->setConversation(m_client, conversation, m_model);
    retitle();
    countOnline();
}

bool ConversationPage::hasMembers() const
{
    if (m_conversation.isEmpty())
        return false;
    const ConversationKind kind = kindOf(m_conversation);
    return kind == ConversationKind::Group || kind == ConversationKind::Room;
}

void ConversationPage::setEnterSends(bool sends)
{
    m_composer->setEnterSends(sends);
}

void ConversationPage::setPaneShown(RightPane::Kind kind)
{
    m_search->setChecked(kind == RightPane::Kind::Search);
    m_pinned->setChecked(kind == RightPane::Kind::Messages);
    m_members->setChecked(kind == RightPane::Kind::Members);
}

void ConversationPage::jumpTo(qint64 seq, const QStringList &words)
{
    m_view->setFindMarks(words);
    m_view->jumpTo(seq);
}

void ConversationPage::setInvite(const QString &text)
{
    m_inviteText = text;
    readEmpty();
}

void ConversationPage::retitle()
{
    if (!m_client || m_conversation.isEmpty()) {
        m_title->clear();
        m_second->clear();
        m_icon->hide();
        for (QToolButton *button : std::initializer_list<QToolButton *>{m_search, m_pinned, m_members, m_more})
            button->hide();
        readDrop();
        readEmpty();
        return;
    }
    const ConversationKind kind = kindOf(m_conversation);
    const auto object = m_client->conversation(m_conversation);
    const client::Contact contact = contactOf(*m_client, m_conversation);
    const auto people = static_cast<int>(object ? object->memberCount : 0);
    QString name = contact.name;
    QString second;
    QString hint;
    QString icon;
    switch (kind) {
    case ConversationKind::Group:
        name = tr("Everyone");
        hint = tr("Message Everyone");
        icon = u"people"_s;
        break;
    case ConversationKind::Room:
        if (object)
            name = object->name;
        // As one piece that runs as its name does, whatever the sentence around it.
        hint = tr("Message %1").arg(QChar(0x2068) + (u'#' + name) + QChar(0x2069));
        icon = u"room"_s;
        break;
    case ConversationKind::Direct: {
        const auto keys = protocol::directKeys(m_conversation);
        const QString mine = protocol::keyOf(m_client->me().username);
        const QString other = keys->first == mine ? keys->second : keys->first;
        if (contact.self || other == mine) {
            name = tr("Notes to yourself");
            hint = tr("Write a note");
        } else {
            const protocol::User user = m_client->user(contact.username.isEmpty() ? other : contact.username);
            if (name.isEmpty())
                name = shownName(user);
            second = user.state ? presenceWord(*user.state) : QString();
            if (!user.status.isEmpty())
                second = second.isEmpty() ? user.status : tr("%1 · %2", "presence · status").arg(second, user.status);
            hint = tr("Message %1").arg(name);
        }
        icon = u"person"_s;
        break;
    }
    case ConversationKind::Bot:
        // Whoever talks to it is told who else reads that.
        if (const auto bot = m_client->botIn(m_conversation); bot && !bot->readBy.isEmpty())
            second = tr("Bot · read by %1", "a model or service").arg(bot->readBy);
        else
            second = tr("Bot");
        hint = tr("Ask %1").arg(name);
        icon = u"bot"_s;
        break;
    }
    if (m_client->isPlain())
        second.clear(); // who is there is not told
    if (hasMembers() && people > 0) {
        second = tr("%n people", nullptr, people);
        if (m_online >= 0 && m_client->status().phase == client::ConnectionStatus::Phase::Online)
            second = tr("%1 · %2", "people · online").arg(second, tr("%n online", nullptr, m_online));
    }
    m_title->setText(name);
    m_second->setText(second);
    m_icon->setIcon(icon, u"textMuted"_s);
    m_icon->show();
    m_search->show();
    m_more->show();
    layOutHead();
    m_composer->setPlaceholderText(hint);
    readDrop();
    setAccessibleName(tr("Conversation: %1").arg(name));
    readEmpty();
}

void ConversationPage::countOnline()
{
    const auto object = m_client ? m_client->conversation(m_conversation) : std::nullopt;
    if (!hasMembers() || !object || object->memberCount > protocol::limits::intimateMembers)
        return;
    m_client->listMembers(
        m_conversation, {},
        [self = QPointer(this), id = m_conversation](Expected<protocol::MemberList, client::Problem> answer) {
            if (!self || self->m_conversation != id || !answer || !answer->next.isEmpty())
                return;
            int online = 0;
            bool told = false;
            QStringList names;
            for (const protocol::Member &member : answer->members) {
                names << member.user.username;
                told = told || member.user.state;
                online += member.user.state.value_or(PresenceState::Offline) != PresenceState::Offline ? 1 : 0;
            }
            self->m_online = told ? online : -1;
            Q_EMIT self->peopleKnown(names);
            self->retitle();
        });
}

void ConversationPage::readStatus()
{
    const client::ConnectionStatus status = m_client->status();
    const client::Profile &profile = m_client->profile();
    const bool online = status.phase == client::ConnectionStatus::Phase::Online;
    m_view->setOnline(online);
    m_view->setMyNames({m_client->me().username, m_client->me().displayName});
    m_strip->show(status, profile.url, profile.serverName);
    m_view->setTopCovered(m_strip->isHidden() ? 0 : m_strip->height());
    m_composer->setTextLimit(m_client->welcome().limits.textBytes);
    if (online && m_online < 0)
        countOnline();
    retitle();
}

void ConversationPage::readAbilities()
{
    const bool plain = m_client && m_client->isPlain();
    m_plain->setVisible(plain && m_model);
    for (IconButton *button : {m_pinned, m_members})
        button->setWhyNot(plain ? whyNotPlain() : QString());
    const bool mayWrite = !m_client || m_conversation.isEmpty() || m_client->mayWrite(m_conversation);
    m_composer->setEnabled(mayWrite);
    m_composer->setToolTip(mayWrite ? QString() : plainTip(tr("This backend has said that it does not know that.")));
}

// Where files go that are dropped here; nowhere while the server takes none.
void ConversationPage::readDrop()
{
    const bool takes = m_client && m_model && m_client->fileLimit() > 0;
    if (!takes || kindOf(m_conversation) == ConversationKind::Bot)
        return m_drop->setWords({});
    const QString name = m_title->text();
    const ConversationKind kind = kindOf(m_conversation);
    m_drop->setWords(kind == ConversationKind::Room ? tr("Drop files to send them to #%1").arg(name)
                                                    : tr("Drop files to send them to %1").arg(name));
}

void ConversationPage::readEmpty()
{
    const bool chosen = m_client && m_model;
    const bool empty = !chosen || (m_model->rowCount() == 0 && !m_model->moreBefore() && !m_model->loading());
    m_empty->setVisible(empty);
    m_empty->setGeometry(m_body->rect());
    m_empty->offer({});
    m_empty->offerText({});
    if (!empty)
        return;
    if (!chosen) {
        m_empty->say({}, tr("Ctrl+K to jump anywhere"));
        return;
    }
    const QString name = m_title->text();
    switch (kindOf(m_conversation)) {
    case ConversationKind::Group:
        if (m_client->isPlain()) {
            m_empty->say(tr("This is Everyone"), tr("Everybody on this backend can read what is said here."));
        } else if (!m_inviteText.isEmpty()) {
            m_empty->say(tr("Nobody yet"), tr("Send this to a friend. When they come, you will see them here."));
            m_empty->offerText(m_inviteText);
        } else {
            m_empty->say(tr("This is Everyone"), tr("Everybody on this server can read what is said here."));
        }
        break;
    case ConversationKind::Room:
        m_empty->say(tr("This is #%1").arg(name), tr("Say what it is for, or just hello."));
        if (mayAdd(*m_client, m_conversation))
            m_empty->offer(tr("Add people"));
        break;
    case ConversationKind::Direct:
        if (m_client->isPlain())
            m_empty->say(tr("To %1").arg(name), tr("What they answer comes to Everyone, as a text like any other."));
        else if (contactOf(*m_client, m_conversation).self)
            m_empty->say(name, tr("Only you read this. The host's computer keeps it."));
        else
            m_empty->say(tr("You and %1").arg(name), tr("Only you two read this here. The host's computer keeps it."));
        break;
    case ConversationKind::Bot:
        m_empty->say(name, tr("Ask something, or say “help”."));
        break;
    }
}

void ConversationPage::fillMenu()
{
    m_menu->clear();
    if (!m_client || m_conversation.isEmpty())
        return;
    const auto add = [this](const QString &name, const QString &words, auto signal) {
        QAction *action = m_menu->addAction(words);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, [this, signal] { Q_EMIT(this->*signal)(m_conversation); });
    };
    QAction *pinned = m_menu->addAction(tr("Pinned, files and links"));
    pinned->setObjectName(u"header.menuPinned"_s);
    const auto greyOnPlain = [this](QAction *action) {
        if (!m_client->isPlain())
            return;
        action->setEnabled(false);
        action->setToolTip(plainTip(whyNotPlain()));
    };
    m_menu->setToolTipsVisible(m_client->isPlain());
    greyOnPlain(pinned);
    connect(pinned, &QAction::triggered, this, [this] { Q_EMIT pinnedWanted(true); });
    QAction *date = m_menu->addAction(tr("Go to a date…"));
    date->setObjectName(u"header.date"_s);
    connect(date, &QAction::triggered, this,
            [this] { pickDate(QDate::currentDate(), m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    if (hasMembers()) {
        QAction *members = m_menu->addAction(tr("Members"));
        members->setObjectName(u"header.menuMembers"_s);
        greyOnPlain(members);
        connect(members, &QAction::triggered, this, [this] { Q_EMIT membersWanted(true); });
    }
    if (kindOf(m_conversation) == ConversationKind::Room) {
        add(u"header.details"_s, tr("Room details…"), &ConversationPage::detailsWanted);
        if (mayAdd(*m_client, m_conversation))
            add(u"header.addPeople"_s, tr("Add people…"), &ConversationPage::addPeopleWanted);
        m_menu->addSeparator();
        add(u"header.leave"_s, tr("Leave room…"), &ConversationPage::leaveWanted);
        if (mayManage(*m_client, m_conversation))
            add(u"header.delete"_s, tr("Delete room…"), &ConversationPage::deleteWanted);
    }
    m_menu->addSeparator();
    addBotActions(*m_menu, *m_client, m_conversation, m_questions, this,
                  [this](const QString &sentence) { Q_EMIT told(sentence); });
    addConversationActions(*m_menu, *m_client, m_conversation);
}

void ConversationPage::pickDate(const QDate &shown, QPoint globalPos)
{
    if (!m_client || !m_model)
        return;
    auto *menu = new DateMenu(shown, QDate::currentDate(), this);
    connect(menu, &DateMenu::chosen, this, &ConversationPage::goToDate);
    menu->popup(globalPos);
}

void ConversationPage::goToDate(const QDate &date)
{
    if (!m_client || !m_model)
        return;
    m_client->seqOfDate(m_conversation, date,
                        [self = QPointer(this), id = m_conversation](const Expected<qint64, client::Problem> &found) {
                            if (!self || self->m_conversation != id)
                                return;
                            if (!found)
                                Q_EMIT self->told(client::sentence(found.error()));
                            else if (*found > 0)
                                self->m_view->jumpTo(*found);
                            else
                                self->m_view->jumpToLatest();
                        });
}

void ConversationPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOutHead();
    m_strip->setGeometry(0, 0, m_body->width(), m_strip->height());
    m_empty->setGeometry(m_body->rect());
}

void ConversationPage::layOutHead()
{
    m_second->setVisible(width() >= secondTextFrom);
    const bool room = width() >= buttonsFrom && m_model;
    m_pinned->setVisible(room);
    m_members->setVisible(room && hasMembers());
}

bool ConversationPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_body && event->type() == QEvent::Resize) {
        m_strip->setGeometry(0, 0, m_body->width(), m_strip->height());
        m_empty->setGeometry(m_body->rect());
    }
    return QWidget::eventFilter(watched, event);
}

void ConversationPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(u"surface"_s));
    fillLine(painter, QRect(0, headHeight - 1, width(), 1), color(u"separator"_s));
}

} // namespace confab::ui
