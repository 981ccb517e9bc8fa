// SPDX-License-Identifier: GPL-3.0-or-later
#include "main/right_pane.h"

#include "panes/details_pane.h"
#include "panes/messages_pane.h"
#include "panes/search_pane.h"
#include "panes/thread_pane.h"
#include "rooms/members_pane.h"

namespace confab::ui
{

RightPane::RightPane(Questions &questions, Preferences &preferences, QWidget *parent)
    : QStackedWidget(parent)
    , m_members(new MembersPane(questions))
    , m_thread(new ThreadPane(questions, preferences))
    , m_search(new SearchPane)
    , m_messages(new MessagesPane)
    , m_details(new DetailsPane)
{
    addWidget(m_members);
    addWidget(m_thread);
    addWidget(m_search);
    addWidget(m_messages);
    addWidget(m_details);
    hide();
    connect(m_members, &MembersPane::closed, this, &RightPane::closed);
    connect(m_members, &MembersPane::messageWanted, this, &RightPane::messageWanted);
    connect(m_members, &MembersPane::shownChanged, this, [this](const QStringList &usernames) {
        m_people = usernames;
        Q_EMIT peopleChanged();
    });
    for (PageFrame *pane : std::initializer_list<PageFrame *>{m_thread, m_search, m_messages, m_details})
        connect(pane, &PageFrame::closed, this, &RightPane::closed);
    connect(m_search, &SearchPane::jumpWanted, this, &RightPane::jumpWanted);
    connect(m_messages, &MessagesPane::threadWanted, this, &RightPane::threadWanted);
    connect(m_messages, &MessagesPane::jumpWanted, this,
            [this](const QString &conversation, qint64 seq) { Q_EMIT jumpWanted(conversation, seq, {}); });
}

void RightPane::setClient(client::ChatClient *client)
{
    clear();
    m_client = client;
    m_thread->setClient(client);
    m_search->setClient(client);
    m_messages->setClient(client);
    m_details->setClient(client);
}

void RightPane::showMembers(const QString &conversation)
{
    put(Kind::Members, m_members);
    m_members->show(m_client, conversation);
}

void RightPane::showThread(const QString &conversation, qint64 root)
{
    put(Kind::Thread, m_thread);
    m_thread->open(conversation, root);
}

void RightPane::showSearch(const QString &conversation, bool here)
{
    put(Kind::Search, m_search);
    m_search->begin(conversation, here);
}

void RightPane::showPinned(const QString &conversation)
{
    put(Kind::Messages, m_messages);
    m_messages->showPinned(conversation);
}

void RightPane::showUnread()
{
    put(Kind::Messages, m_messages);
    m_messages->showUnread();
}

void RightPane::showDetails(const QString &conversation, const client::MessageRow &message)
{
    put(Kind::Details, m_details);
    m_details->show(conversation, message);
}

void RightPane::clear()
{
    put(Kind::None, nullptr);
}

void RightPane::follow(const QString &conversation, bool hasMembers)
{
    switch (m_kind) {
    case Kind::Members:
        if (hasMembers)
            showMembers(conversation);
        else
            clear();
        break;
    case Kind::Thread:
        if (m_thread->conversation() != conversation)
            clear();
        break;
    case Kind::Search:
        m_search->setHere(conversation);
        break;
    case Kind::Messages:
        if (!m_messages->conversation().isEmpty() && m_messages->conversation() != conversation)
            clear();
        break;
    case Kind::Details:
        if (m_details->conversation() != conversation)
            clear();
        break;
    case Kind::None:
        break;
    }
}

void RightPane::setCovering(bool covering)
{
    m_members->setCovering(covering);
    for (PageFrame *pane : std::initializer_list<PageFrame *>{m_thread, m_search, m_messages, m_details})
        pane->setCovering(covering);
}

QStringList RightPane::peopleOnScreen() const
{
    return m_kind == Kind::Members ? m_people : QStringList();
}

void RightPane::put(Kind kind, QWidget *pane)
{
    if (m_kind == Kind::Thread && kind != Kind::Thread)
        m_thread->close();
    const bool changed = kind != m_kind;
    m_kind = kind;
    if (pane)
        setCurrentWidget(pane);
    setVisible(pane != nullptr);
    if (changed)
        Q_EMIT kindChanged();
}

} // namespace confab::ui
