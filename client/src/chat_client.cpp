// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/chat_client.h>

#include "asking.h"
#include "chat_client_p.h"

#include <confab/protocol/names.h>

namespace confab::client
{

using Phase = ConnectionStatus::Phase;

namespace
{

// A server that does not answer keeps nobody signed in here for longer.
constexpr int signOutDeadlineMs = 3000;

} // namespace

ChatClient::ChatClient(Profile profile, ProfileStore &store, TransportFactory transports, QObject *parent)
    : ChatClient(std::move(profile), store, std::move(transports), systemTiming(), parent)
{
}

ChatClient::ChatClient(Profile profile, ProfileStore &store, TransportFactory transports, Timing timing,
                       QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, std::move(profile), store, std::move(transports), std::move(timing)))
{
    // Before start(): whoever shows this client asks at once whether somebody is signed in.
    d->session.setToken(store.token(d->profile.id));
}

ChatClient::~ChatClient() = default;

const Profile &ChatClient::profile() const
{
    return d->profile;
}

const ConnectionStatus &ChatClient::status() const
{
    return d->session.status();
}

const protocol::Welcome &ChatClient::welcome() const
{
    return d->welcome;
}

const protocol::User &ChatClient::me() const
{
    return d->me;
}

bool ChatClient::isPlain() const
{
    return d->profile.plain;
}

bool ChatClient::mayWrite(const QString &conversation) const
{
    const QSet<QString> missing = d->session.missing();
    if (protocol::directKeys(conversation))
        return !missing.contains(protocol::DirectMessage::verb);
    if (protocol::botKeys(conversation))
        return !missing.contains(protocol::AskBot::verb);
    return !missing.contains(protocol::SendMessage::verb);
}

bool ChatClient::signedIn() const
{
    return !d->session.token().isEmpty();
}

void ChatClient::start()
{
    if (d->started)
        return;
    d->started = true;
    if (d->loaded) {
        d->session.start();
        return;
    }
    d->session.setKnown(d->profile.isMet());
    d->session.setGateway(d->profile.gateway || d->profile.plain);
    d->transfers.open();
    d->cache->open([this](CacheContents contents) { d->onCacheOpened(std::move(contents)); });
}

void ChatClient::stop()
{
    d->started = false;
    d->session.stop();
}

void ChatClient::tryNow()
{
    d->session.tryNow();
}

void ChatClient::setServer(const QUrl &url, const QByteArray &pin)
{
    if (d->profile.url == url && d->profile.pin == pin)
        return;
    d->profile.url = url;
    d->profile.pin = pin;
    d->session.setServer(url, pin);
    d->session.reconnect();
    d->saveProfile();
}

void ChatClient::signUp(const QString &username, const QString &password, const QString &displayName,
                        const QString &invite)
{
    d->session.signUp(username, password, displayName, invite);
}

void ChatClient::signIn(const QString &username, const QString &password)
{
    d->session.signIn(username, password);
}

void ChatClient::signInAsGuest(const QString &name)
{
    d->session.signInAsGuest(name);
}

void ChatClient::signOut()
{
    if (!signedIn() || d->signOutTimer != 0)
        return;
    if (!d->session.ready()) {
        d->finishSignOut();
        return;
    }
    d->signOutTimer = d->timing.scheduler->after(signOutDeadlineMs, [this] { d->finishSignOut(); });
    d->session.ask(protocol::SignOut{}, [this](const auto &) {
        if (d->signOutTimer != 0)
            d->finishSignOut();
    });
}

ContactModel *ChatClient::contacts() const
{
    return d->contacts.model();
}

ConversationModel *ChatClient::openConversation(const QString &conversation)
{
    return d->window(conversation)->model();
}

void ChatClient::closeConversation(const QString &conversation)
{
    if (ConversationWindow *open = d->windows.take(conversation))
        open->deleteLater();
}

void ChatClient::showNewest(const QString &conversation)
{
    if (ConversationWindow *open = d->windows.value(conversation))
        open->toNewest();
}

void ChatClient::showAround(const QString &conversation, qint64 seq)
{
    if (ConversationWindow *open = d->windows.value(conversation))
        open->showAround(seq);
}

std::optional<protocol::Conversation> ChatClient::conversation(const QString &id) const
{
    const auto *held = d->book.find(id);
    if (!held)
        return std::nullopt;
    return held->stored.object;
}

protocol::Standing ChatClient::standing(const QString &conversation) const
{
    const auto *held = d->book.find(conversation);
    return held ? held->stored.you : protocol::Standing{};
}

protocol::User ChatClient::user(const QString &username)
{
    if (d->rows.isMe(username))
        return d->me;
    if (const auto user = d->users.find(username))
        return *user;
    protocol::User unknown;
    unknown.username = username;
    unknown.displayName = d->rows.nameOf(username);
    unknown.ver = 0;
    if (protocol::isGuest(username))
        unknown.role = protocol::Role::Guest;
    return unknown;
}

QString ChatClient::displayNameOf(const QString &username)
{
    return d->rows.nameOf(username);
}

QString ChatClient::pictureOf(const QString &username) const
{
    return d->rows.pictureOf(username);
}

void ChatClient::sendText(const QString &conversation, const QString &text, const SendOptions &options)
{
    if (text.isEmpty() || !signedIn())
        return;
    d->setTyping(conversation, false);
    if (options.thread == 0 || options.alsoRoom)
        showNewest(conversation);
    d->outbox.put(conversation, d->commandFor(conversation, text, options));
}

void ChatClient::retry(const QString &id)
{
    d->outbox.retry(id);
}

bool ChatClient::editWaiting(const QString &id, const QString &text)
{
    // What comes with files may do without words.
    const OutboxItem *item = d->outbox.outbox().find(id);
    const bool mayBeEmpty = item && !item->files.isEmpty();
    return (mayBeEmpty || !text.isEmpty()) && d->outbox.edit(id, text);
}

bool ChatClient::discard(const QString &id)
{
    return d->outbox.discard(id);
}

void ChatClient::setTyping(const QString &conversation, bool on)
{
    d->setTyping(conversation, on);
}

void ChatClient::markRead(const QString &conversation, qint64 seq)
{
    setMarkedUnread(conversation, false);
    const ConversationWindow *open = d->windows.value(conversation);
    d->markRead(conversation, open ? open->readThrough(seq) : seq);
}

void ChatClient::setDraft(const QString &conversation, const QString &text)
{
    if (d->drafts.value(conversation) == text || !signedIn())
        return;
    // A room that is gone, or that one is no longer in: its draft went with it. People may be written to for the first
    // time.
    if (d->adopted && !text.isEmpty() && conversation.startsWith(QLatin1StringView("room:")) &&
        !d->book.find(conversation))
        return;
    d->keepDraft(conversation, text);
}

QString ChatClient::draft(const QString &conversation) const
{
    return d->drafts.value(conversation);
}

void ChatClient::setPresence(protocol::PresenceState state, const QString &status)
{
    d->presence = protocol::SetPresence{{}, state, status};
    d->tellPresence();
}

void ChatClient::watch(const QStringList &usernames)
{
    const QStringList few = usernames.first(std::min(usernames.size(), protocol::limits::watchedUsers));
    if (d->watched == few)
        return;
    d->watched = few;
    if (d->session.ready())
        d->session.tell(protocol::Watch{{}, d->watched});
}

void ChatClient::createRoom(const protocol::CreateRoom &room, Reply<QString> reply)
{
    askFor<protocol::Ack>(d->session, room, [reply = std::move(reply)](const Expected<protocol::Ack, Problem> &ack) {
        if (!reply)
            return;
        if (ack)
            reply(ack->conversation);
        else
            reply(Unexpected{ack.error()});
    });
}

void ChatClient::updateRoom(const protocol::UpdateRoom &change, Reply<std::monostate> reply)
{
    askForAck(d->session, change, std::move(reply));
}

void ChatClient::deleteRoom(const QString &conversation, Reply<std::monostate> reply)
{
    askForAck(d->session, protocol::DeleteRoom{{}, conversation}, d->leaving(conversation, std::move(reply)));
}

void ChatClient::joinRoom(const QString &conversation, Reply<std::monostate> reply)
{
    askForAck(d->session, protocol::JoinRoom{{}, conversation}, std::move(reply));
}

void ChatClient::leaveRoom(const QString &conversation, Reply<std::monostate> reply)
{
    askForAck(d->session, protocol::LeaveRoom{{}, conversation}, d->leaving(conversation, std::move(reply)));
}

void ChatClient::addMember(const QString &conversation, const QString &username, Reply<std::monostate> reply)
{
    askForAck(d->session, protocol::AddMember{{}, conversation, username}, std::move(reply));
}

void ChatClient::removeMember(const QString &conversation, const QString &username, Reply<std::monostate> reply)
{
    askForAck(d->session, protocol::RemoveMember{{}, conversation, username}, std::move(reply));
}

void ChatClient::listRooms(const QString &query, const QString &after, Reply<protocol::RoomList> reply)
{
    askFor<protocol::RoomList>(d->session, protocol::ListRooms{{}, query, after}, std::move(reply));
}

void ChatClient::wantMorePeople()
{
    if (!d->nextPeople.isEmpty() && !d->peopleAsked)
        d->fetchPeople(d->nextPeople);
}

void ChatClient::listPeople(const QString &query, const QString &after, Reply<protocol::UserList> reply)
{
    askFor<protocol::UserList>(d->session, protocol::ListPeople{{}, query, after},
                               [this, reply = std::move(reply)](const Expected<protocol::UserList, Problem> &list) {
                                   if (list)
                                       d->users.put(list->users);
                                   if (reply)
                                       reply(list);
                               });
}

void ChatClient::listMembers(const QString &conversation, const QString &after, Reply<protocol::MemberList> reply)
{
    askFor<protocol::MemberList>(
        d->session, protocol::ListMembers{{}, conversation, after},
        [this, conversation, reply = std::move(reply)](const Expected<protocol::MemberList, Problem> &list) {
            if (list) {
                QList<protocol::User> people;
                for (const protocol::Member &member : list->members) {
                    people.append(member.user);
                    if (!d->rows.isMe(member.user.username))
                        d->keep(d->book.readByOther(conversation, member.read));
                }
                d->users.put(people);
            }
            if (reply)
                reply(list);
        });
}

void ChatClient::listReactors(const QString &conversation, qint64 seq, const QString &emoji, const QString &after,
                              Reply<protocol::ReactorList> reply)
{
    askFor<protocol::ReactorList>(d->session, protocol::ListReactors{{}, conversation, seq, emoji, after},
                                  std::move(reply));
}

} // namespace confab::client
