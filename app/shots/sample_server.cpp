// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_server.h"

#include <confab/protocol/names.h>

using namespace Qt::StringLiterals;

namespace confab::app
{

using namespace protocol;

namespace
{

bool matches(const QString &query, const QString &text)
{
    return query.isEmpty() || keyOf(text).contains(keyOf(query));
}

bool isOne(const Message &message, const HistoryOnly &only)
{
    switch (only.kind) {
    case HistoryOnly::Kind::Thread:
        return message.seq == only.thread || message.thread == only.thread;
    case HistoryOnly::Kind::Pinned:
        return message.pinned;
    case HistoryOnly::Kind::Files:
        return !message.attachments.isEmpty();
    }
    return false;
}

// In the form of a ULID, the same in each run.
QString ulidFor(int number)
{
    return u"01HZX0SAMP%1"_s.arg(number, 16, 10, QChar(u'0'));
}

} // namespace

SampleServer::SampleServer(QObject *parent)
    : QObject(parent)
{
    welcome.server = {u"Studio Nord"_s, u"sample"_s, u"epoch-1"_s, QStringLiteral(CONFAB_VERSION)};
    me = {u"mira"_s, u"Mira Kovač"_s, 1, PresenceState::Online, {}, Role::Member};
}

SampleServer::~SampleServer() = default;

client::TransportFactory SampleServer::transports()
{
    return
        [this](client::Approach) -> std::unique_ptr<Transport> { return std::make_unique<LoopbackTransport>(*this); };
}

SampleServer::Room &SampleServer::addRoom(const QString &id, ConversationKind kind, const QString &name)
{
    Room made;
    made.conversation.id = id;
    made.conversation.kind = kind;
    made.conversation.name = name;
    made.conversation.rev = 1;
    made.conversation.receipts = kind != ConversationKind::Group;
    rooms.append(made);
    return rooms.last();
}

SampleServer::Room *SampleServer::room(const QString &id)
{
    for (Room &each : rooms) {
        if (each.conversation.id == id)
            return &each;
    }
    return nullptr;
}

Message SampleServer::say(const QString &conversation, const QString &author, const QString &text, const QDateTime &at,
                          const QString &id, const Message &extra)
{
    Room *where = room(conversation);
    Q_ASSERT(where);
    Message message = extra;
    message.conversation = conversation;
    message.seq = ++where->conversation.seq;
    message.rev = ++where->conversation.rev;
    message.id = id.isEmpty() ? ulidFor(++m_made) : id;
    message.author = author;
    message.authorVer = 1;
    message.at = at;
    message.text = text;
    for (const User &user : QList<User>{me} + users) {
        if (text.contains(u'@' + user.username, Qt::CaseInsensitive))
            message.mentions << user.username;
    }
    where->messages.append(message);
    push(MessagePush{message});
    if (message.thread > 0) {
        Message &root = where->messages[message.thread - 1];
        root.replies = Replies{root.replies.value_or(Replies()).count + 1, message.seq};
        root.rev = ++where->conversation.rev;
        push(MessagePush{root});
    }
    return message;
}

void SampleServer::react(Message &message, const QString &username, const QString &emoji, bool on)
{
    auto it = std::find_if(message.reactions.begin(), message.reactions.end(),
                           [&emoji](const Reaction &each) { return each.emoji == emoji; });
    if (it == message.reactions.end())
        it = message.reactions.insert(it, Reaction{emoji, 0, {}});
    it->by.removeAll(username);
    if (on)
        it->by.append(username);
    it->count = it->by.size();
    if (it->count == 0)
        message.reactions.erase(it);
}

Message *SampleServer::message(const QString &conversation, qint64 seq)
{
    Room *where = room(conversation);
    return where && seq >= 1 && seq <= where->messages.size() ? &where->messages[seq - 1] : nullptr;
}

template <class Command, class Change>
void SampleServer::change(LoopbackTransport &from, const Command &command, Change change)
{
    Message *changed = message(command.conversation, command.seq);
    if (!changed || changed->id != command.of)
        return from.deliver(ErrorFrame{command.id, ErrorCode::NotFound, {}, {}, 0});
    change(*changed);
    changed->rev = ++room(command.conversation)->conversation.rev;
    push(MessagePush{*changed});
    ack(from, command.id, command.conversation, changed->rev);
}

void SampleServer::push(const ServerEvent &event)
{
    const QList<LoopbackTransport *> open = m_open;
    for (LoopbackTransport *transport : open)
        transport->deliver(event);
}

void SampleServer::drop(Transport::Failure failure, int closeCode)
{
    const QList<LoopbackTransport *> open = m_open;
    for (LoopbackTransport *transport : open)
        transport->end(failure, closeCode);
}

User SampleServer::userOf(const QString &username) const
{
    if (keyOf(username) == keyOf(me.username))
        return me;
    for (const User &user : users) {
        if (keyOf(user.username) == keyOf(username))
            return user;
    }
    return {username, username, 1, PresenceState::Offline, {}, Role::Member};
}

void SampleServer::ack(LoopbackTransport &to, const QString &id, const QString &conversation, qint64 rev)
{
    Ack answer;
    answer.id = id;
    answer.conversation = conversation;
    answer.rev = rev;
    to.deliver(answer);
}

template <class Command>
void SampleServer::accept(LoopbackTransport &from, const QString &id, const QString &conversation, const QString &text,
                          const Command &command)
{
    Message extra;
    if constexpr (!std::is_same_v<Command, AskBot>) {
        extra.replyTo = command.replyTo;
        extra.thread = command.thread;
        extra.alsoRoom = command.alsoRoom;
    }
    const Message message = say(conversation, me.username, text, now(), id, extra);
    Ack answer;
    answer.id = id;
    answer.conversation = conversation;
    answer.seq = message.seq;
    answer.rev = message.rev;
    answer.at = message.at;
    from.deliver(answer);
}

void SampleServer::handle(const ClientCommand &command, LoopbackTransport &from)
{
    m_heard.append(command);
    const QString verb = verbOf(command);
    if (silent.contains(verb))
        return;
    if (errors.contains(verb)) {
        ErrorFrame error = errors.take(verb);
        error.id = idOf(command);
        from.deliver(error);
        return;
    }
    std::visit([this, &from](const auto &each) { answer(each, from); }, command);
}

template <class T>
void SampleServer::answer(const T &command, LoopbackTransport &from)
{
    if constexpr (std::is_same_v<T, Hello>) {
        Welcome hello = welcome;
        hello.id = command.id;
        if (!command.token.isEmpty() && command.token == token)
            hello.you = me;
        from.deliver(hello);
    } else if constexpr (std::is_same_v<T, SignUp>) {
        me.username = command.username;
        me.displayName = command.displayName.isEmpty() ? command.username : command.displayName;
        from.deliver(SessionGranted{command.id, token, me});
    } else if constexpr (std::is_same_v<T, SignIn>) {
        me.username = command.username;
        from.deliver(SessionGranted{command.id, token, me});
    } else if constexpr (std::is_same_v<T, GuestSignIn>) {
        me.username = guestUsername(command.username, u"ABCD"_s);
        me.displayName = command.username;
        me.role = Role::Guest;
        from.deliver(SessionGranted{command.id, token, me});
    } else if constexpr (std::is_same_v<T, Sync>) {
        Synced all;
        all.id = command.id;
        for (const Room &each : rooms) {
            if (!each.inside)
                continue;
            SyncedConversation entry;
            static_cast<Conversation &>(entry) = each.conversation;
            entry.reset = true;
            entry.you = each.standing;
            if (!each.messages.isEmpty()) {
                const Message &last = each.messages.last();
                entry.last = LastLine{last.seq, last.author, last.at, last.text.left(160)};
            }
            all.conversations.append(entry);
        }
        from.deliver(all);
    } else if constexpr (std::is_same_v<T, History>) {
        Messages page;
        page.id = command.id;
        page.conversation = command.conversation;
        const Room *where = room(command.conversation);
        if (where) {
            QList<Message> found;
            for (const Message &message : where->messages) {
                if ((!command.before || message.seq < *command.before) &&
                    (!command.after || message.seq > *command.after) &&
                    (!command.only || isOne(message, *command.only)))
                    found.append(message);
            }
            const qsizetype limit = command.limit;
            if (command.around) {
                const qsizetype first = std::clamp<qsizetype>(*command.around - limit / 2, 0, found.size());
                page.moreBefore = first > 0;
                page.moreAfter = first + limit < found.size();
                page.messages = found.mid(first, limit);
            } else {
                page.moreBefore = !command.after && found.size() > limit;
                page.moreAfter = command.after && found.size() > limit;
                page.messages = command.after ? found.first(std::min(limit, found.size()))
                                              : found.last(std::min(limit, found.size()));
            }
            page.first = where->conversation.first;
        }
        from.deliver(page);
    } else if constexpr (std::is_same_v<T, SendMessage>) {
        accept(from, command.id, command.conversation, command.message, command);
    } else if constexpr (std::is_same_v<T, DirectMessage>) {
        const QString id = directConversation(keyOf(me.username), keyOf(command.to));
        if (!room(id)) {
            addRoom(id, ConversationKind::Direct, {}).conversation.memberCount = 2;
            from.deliver(ConversationPush{room(id)->conversation});
        }
        accept(from, command.id, id, command.message, command);
    } else if constexpr (std::is_same_v<T, AskBot>) {
        const QString bot = command.bot.isEmpty() && !welcome.bots.isEmpty() ? welcome.bots.first().id : command.bot;
        const QString id = botConversation(bot, keyOf(me.username));
        if (!room(id)) {
            addRoom(id, ConversationKind::Bot, {}).conversation.memberCount = 1;
            from.deliver(ConversationPush{room(id)->conversation});
        }
        accept(from, command.id, id, command.message, command);
    } else if constexpr (std::is_same_v<T, EditMessage>) {
        change(from, command, [&command, this](Message &message) {
            message.text = command.message;
            message.editedAt = now();
        });
    } else if constexpr (std::is_same_v<T, DeleteMessage>) {
        change(from, command, [](Message &message) {
            message.text.clear();
            message.reactions.clear();
            message.pinned = false;
            message.deleted = true;
        });
    } else if constexpr (std::is_same_v<T, PinMessage>) {
        change(from, command, [&command](Message &message) { message.pinned = command.on; });
    } else if constexpr (std::is_same_v<T, React>) {
        change(from, command,
               [&command, this](Message &message) { react(message, me.username, command.emoji, command.on); });
    } else if constexpr (std::is_same_v<T, Search>) {
        Found found;
        found.id = command.id;
        for (const Room &each : rooms) {
            if (!each.inside || (!command.conversation.isEmpty() && each.conversation.id != command.conversation))
                continue;
            for (const Message &message : each.messages) {
                if (matches(command.query, message.text))
                    found.messages.append(message);
            }
        }
        std::stable_sort(found.messages.begin(), found.messages.end(),
                         [](const Message &a, const Message &b) { return a.at > b.at; });
        found.messages.resize(std::min<qsizetype>(found.messages.size(), command.limit));
        from.deliver(found);
    } else if constexpr (std::is_same_v<T, Prefs>) {
        if (command.set.isEmpty())
            from.deliver(PrefList{command.id, prefs, {}});
        else
            ack(from, command.id);
    } else if constexpr (std::is_same_v<T, MarkRead>) {
        if (Room *where = room(command.conversation))
            where->standing.read = std::max(where->standing.read, command.seq);
        ack(from, command.id);
    } else if constexpr (std::is_same_v<T, SetTyping>) {
        return;
    } else if constexpr (std::is_same_v<T, SetPresence>) {
        me.state = command.state;
        me.status = command.status;
        ++me.ver;
        ack(from, command.id);
    } else if constexpr (std::is_same_v<T, LookUpUsers>) {
        UserList list;
        list.id = command.id;
        for (const QString &name : command.users)
            list.users.append(userOf(name));
        from.deliver(list);
    } else if constexpr (std::is_same_v<T, ListPeople>) {
        UserList list;
        list.id = command.id;
        for (const User &user : QList<User>{me} + users) {
            if (matches(command.query, user.username) || matches(command.query, user.displayName))
                list.users.append(user);
        }
        // The next page begins behind a number of people.
        list.users = list.users.mid(command.after.toLongLong());
        if (list.users.size() > peoplePage) {
            list.users.resize(peoplePage);
            list.next = QString::number(command.after.toLongLong() + peoplePage);
        }
        from.deliver(list);
    } else if constexpr (std::is_same_v<T, ListMembers>) {
        MemberList list;
        list.id = command.id;
        list.conversation = command.conversation;
        if (const Room *where = room(command.conversation)) {
            for (Member member : where->members) {
                member.user = userOf(member.user.username);
                list.members.append(member);
            }
        }
        from.deliver(list);
    } else if constexpr (std::is_same_v<T, ListReactors>) {
        ReactorList list;
        list.id = command.id;
        if (const Message *about = message(command.conversation, command.seq)) {
            for (const Reaction &reaction : about->reactions) {
                if (reaction.emoji == command.emoji)
                    list.users = reaction.by;
            }
        }
        from.deliver(list);
    } else if constexpr (std::is_same_v<T, CreateRoom>) {
        Room &made = addRoom(roomConversation(ulidFor(++m_made)), ConversationKind::Room, command.name);
        made.conversation.topic = command.topic;
        made.conversation.isPublic = command.isPublic;
        made.standing.role = Role::Owner;
        made.members.append({me, Role::Owner, 0});
        for (const QString &name : command.members)
            made.members.append({userOf(name), Role::Member, 0});
        made.conversation.memberCount = made.members.size();
        from.deliver(ConversationPush{made.conversation});
        ack(from, command.id, made.conversation.id, made.conversation.rev);
    } else if constexpr (std::is_same_v<T, UpdateRoom>) {
        if (Room *where = room(command.conversation)) {
            where->conversation.name = command.name.value_or(where->conversation.name);
            where->conversation.topic = command.topic.value_or(where->conversation.topic);
            where->conversation.isPublic = command.isPublic.value_or(where->conversation.isPublic);
            ++where->conversation.rev;
            from.deliver(ConversationPush{where->conversation});
            ack(from, command.id, command.conversation, where->conversation.rev);
        }
    } else if constexpr (std::is_same_v<T, JoinRoom>) {
        if (Room *where = room(command.conversation)) {
            where->inside = true;
            where->members.append({me, Role::Member, 0});
            where->conversation.memberCount = where->members.size();
            ++where->conversation.rev;
            from.deliver(ConversationPush{where->conversation});
            ack(from, command.id, command.conversation, where->conversation.rev);
        }
    } else if constexpr (std::is_same_v<T, LeaveRoom> || std::is_same_v<T, DeleteRoom>) {
        if (Room *where = room(command.conversation))
            where->inside = false;
        ack(from, command.id, command.conversation, 0);
        from.deliver(ConversationGone{command.conversation});
    } else if constexpr (std::is_same_v<T, AddMember> || std::is_same_v<T, RemoveMember>) {
        if (Room *where = room(command.conversation)) {
            where->members.removeIf(
                [&command](const Member &member) { return keyOf(member.user.username) == keyOf(command.user); });
            if constexpr (std::is_same_v<T, AddMember>)
                where->members.append({userOf(command.user), Role::Member, 0});
            where->conversation.memberCount = where->members.size();
            ++where->conversation.rev;
            from.deliver(ConversationPush{where->conversation});
            ack(from, command.id, command.conversation, where->conversation.rev);
        }
    } else if constexpr (std::is_same_v<T, ListRooms>) {
        RoomList list;
        list.id = command.id;
        for (const Room &each : rooms) {
            if (each.conversation.kind == ConversationKind::Room && each.conversation.isPublic &&
                matches(command.query, each.conversation.name))
                list.rooms.append(each.conversation);
        }
        from.deliver(list);
    } else if constexpr (std::is_same_v<T, Ping>) {
        from.deliver(Pong{command.id, {}});
    } else {
        ack(from, command.id); // signOut, watch
    }
}

LoopbackTransport::LoopbackTransport(SampleServer &server)
    : m_server(&server)
{
}

LoopbackTransport::~LoopbackTransport()
{
    if (m_server)
        m_server->disconnected(*this);
}

void LoopbackTransport::open(const QUrl &, const QByteArray &)
{
    const int connection = ++m_connection;
    QMetaObject::invokeMethod(
        this,
        [this, connection] {
            if (connection != m_connection || !m_server)
                return;
            if (m_server->refuse != Failure::None) {
                Q_EMIT closed(m_server->refuse, 0);
                return;
            }
            m_isOpen = true;
            m_server->connected(*this);
            Q_EMIT opened(m_server->pin);
        },
        Qt::QueuedConnection);
}

void LoopbackTransport::send(const QByteArray &frame)
{
    if (!m_isOpen || !m_server)
        return;
    const auto command = parseCommand(frame);
    if (!command) {
        ErrorFrame error;
        error.id = command.error().id;
        error.code = command.error().code;
        error.message = command.error().message;
        error.field = command.error().field;
        deliver(error);
        return;
    }
    m_server->handle(*command, *this);
}

void LoopbackTransport::close()
{
    end(Failure::None, 1000);
}

void LoopbackTransport::deliver(const ServerEvent &event)
{
    const QByteArray frame = encode(event);
    const int connection = m_connection;
    QMetaObject::invokeMethod(
        this,
        [this, frame, connection] {
            if (m_isOpen && connection == m_connection)
                Q_EMIT received(frame);
        },
        Qt::QueuedConnection);
}

void LoopbackTransport::end(Failure failure, int closeCode)
{
    const int connection = m_connection;
    if (m_server)
        m_server->disconnected(*this);
    m_isOpen = false;
    QMetaObject::invokeMethod(
        this,
        [this, failure, closeCode, connection] {
            if (connection == m_connection)
                Q_EMIT closed(failure, closeCode);
        },
        Qt::QueuedConnection);
}

} // namespace confab::app
