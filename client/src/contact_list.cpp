// SPDX-License-Identifier: GPL-3.0-or-later
#include "contact_list.h"

#include "pref_book.h"
#include "row_maker.h"
#include "typing_book.h"
#include "user_book.h"

#include <confab/protocol/names.h>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

// The text of a last line is shown as one line, whatever the message looks like.
QString oneLine(const QString &text)
{
    return text.simplified();
}

} // namespace

ContactList::ContactList(Sources sources, QObject *parent)
    : QObject(parent)
    , m_sources(sources)
    , m_model(new ContactModel(this))
{
}

void ContactList::setMe(const protocol::User &me)
{
    m_myKey = protocol::keyOf(me.username);
}

void ContactList::setBots(const QList<protocol::BotInfo> &bots)
{
    m_bots = bots;
    QStringList conversations;
    for (const protocol::BotInfo &bot : bots)
        conversations.append(protocol::botConversation(bot.id, m_myKey));
    refresh(conversations);
}

void ContactList::addPeople(const QList<protocol::User> &people)
{
    if (m_myKey.isEmpty())
        return;
    QStringList conversations;
    for (const protocol::User &user : people) {
        conversations.append(protocol::directConversation(m_myKey, protocol::keyOf(user.username)));
        m_people.insert(conversations.last());
    }
    refresh(conversations);
}

std::optional<Contact> ContactList::contactOf(const QString &conversation) const
{
    Contact contact;
    contact.conversation = conversation;
    const auto *held = m_sources.book.find(conversation);
    if (protocol::directKeys(conversation)) {
        if (!held && !m_people.contains(conversation))
            return std::nullopt;
        describeDirect(contact);
    } else if (const auto keys = protocol::botKeys(conversation)) {
        describeBot(contact);
    } else if (conversation == QLatin1StringView(protocol::plainBotConversation) || !held) {
        return std::nullopt;
    } else {
        const bool everyone = conversation == QLatin1StringView(protocol::groupConversation);
        contact.name = everyone ? ContactModel::tr("Everyone") : held->stored.object.name;
        contact.isPublic = everyone || held->stored.object.isPublic;
    }
    if (held) {
        const StoredConversation &stored = held->stored;
        contact.unread = std::max<qint64>(0, stored.object.seq - stored.you.read);
        contact.mentions = contact.unread > 0 ? stored.you.mentions : 0;
        if (stored.last) {
            contact.lastAt = stored.last->at;
            const QString text = oneLine(stored.last->text);
            if (text.isEmpty())
                contact.lastLine = ContactModel::tr("message deleted");
            else if (m_sources.rows.isMe(stored.last->author))
                contact.lastLine = ContactModel::tr("You: %1").arg(text);
            else if (contact.section != Contact::Section::Rooms)
                contact.lastLine = text; // who else
            else
                contact.lastLine =
                    ContactModel::tr("%1: %2", "name: text").arg(m_sources.rows.shownNameOf(stored.last->author), text);
        }
    }
    for (const QString &username : m_sources.typing.usernames(conversation))
        contact.typing.append(m_sources.rows.shownNameOf(username));
    contact.draft = m_sources.drafts.value(conversation);
    const auto isSet = [&](QLatin1StringView kind) {
        return !m_sources.prefs.value(prefs::keyOf(kind, conversation)).isEmpty();
    };
    contact.muted = isSet(prefs::muted);
    contact.favourite = isSet(prefs::favourite);
    contact.archived = isSet(prefs::archived);
    contact.markedUnread = isSet(prefs::unread);
    return contact;
}

void ContactList::describeDirect(Contact &contact) const
{
    const auto keys = protocol::directKeys(contact.conversation);
    contact.section = Contact::Section::People;
    contact.self = keys->first == keys->second;
    const QString other = keys->first == m_myKey ? keys->second : keys->first;
    const auto user = m_sources.users.find(other);
    contact.username = user ? user->username : other;
    contact.guest = protocol::isGuest(other);
    contact.name =
        contact.self ? ContactModel::tr("Notes to yourself") : m_sources.users.displayNameOf(contact.username);
    if (user)
        contact.presence = user->state;
}

void ContactList::describeBot(Contact &contact) const
{
    const auto keys = protocol::botKeys(contact.conversation);
    contact.section = Contact::Section::Bots;
    contact.username = keys->first;
    contact.name = m_sources.rows.nameOf(protocol::botAuthor(keys->first));
    contact.picture = m_sources.rows.pictureOf(protocol::botAuthor(keys->first));
}

void ContactList::refresh(const QString &conversation)
{
    refresh(QStringList{conversation});
}

void ContactList::refresh(const QStringList &conversations)
{
    QList<Contact> listed;
    for (const QString &conversation : conversations) {
        const auto contact = contactOf(conversation);
        note(conversation, contact.has_value());
        if (contact)
            listed.append(*contact);
        else
            m_model->remove(conversation);
    }
    m_model->put(listed);
}

void ContactList::note(const QString &conversation, bool listed)
{
    if (listed && !m_sources.typing.usernames(conversation).isEmpty())
        m_typingIn.insert(conversation);
    else
        m_typingIn.remove(conversation);
    const auto *held = listed ? m_sources.book.find(conversation) : nullptr;
    const QString key = held && held->stored.last ? protocol::keyOf(held->stored.last->author) : QString();
    const QString before = m_lastAuthor.value(conversation);
    if (key == before)
        return;
    if (const auto spoken = m_spokeLastIn.find(before); spoken != m_spokeLastIn.end()) {
        spoken->remove(conversation);
        if (spoken->isEmpty())
            m_spokeLastIn.erase(spoken);
    }
    m_lastAuthor.remove(conversation);
    if (key.isEmpty())
        return;
    m_lastAuthor.insert(conversation, key);
    m_spokeLastIn[key].insert(conversation);
}

void ContactList::refreshUser(const QString &key)
{
    if (m_myKey.isEmpty())
        return;
    QSet<QString> conversations = m_spokeLastIn.value(key) + m_typingIn;
    const QString direct = protocol::directConversation(m_myKey, key);
    if (m_model->indexOf(direct) >= 0)
        conversations.insert(direct);
    refresh(conversations.values());
}

void ContactList::refreshAll()
{
    QSet<QString> conversations = m_people;
    for (auto it = m_sources.book.all().begin(); it != m_sources.book.all().end(); ++it)
        conversations.insert(it.key());
    refresh(conversations.values());
    setBots(QList<protocol::BotInfo>(m_bots));
}

void ContactList::remove(const QString &conversation)
{
    // Somebody of the directory stays, without what was said.
    refresh(conversation);
}

void ContactList::clear()
{
    m_people.clear();
    m_bots.clear();
    m_lastAuthor.clear();
    m_spokeLastIn.clear();
    m_typingIn.clear();
    m_model->clear();
}

} // namespace confab::client
