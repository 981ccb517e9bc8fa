// SPDX-License-Identifier: GPL-3.0-or-later
#include "scripted_server.h"

#include <confab/protocol/names.h>
#include <confab/protocol/ulid.h>

#include <QTimeZone>

#include <algorithm>

namespace confab::client::test
{

using namespace Qt::StringLiterals;
using Failure = protocol::Transport::Failure;

void ScriptedTransport::open(const QUrl &wanted, const QByteArray &known)
{
    url = wanted;
    pin = known;
    QMetaObject::invokeMethod(this, &ScriptedTransport::opening, Qt::QueuedConnection);
}

void ScriptedTransport::close()
{
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT closed(Failure::None, 0); }, Qt::QueuedConnection);
}

protocol::User userNamed(const QString &name)
{
    protocol::User user;
    user.username = name;
    user.displayName = name.left(1).toUpper() + name.sliced(1);
    return user;
}

ScriptedServer::ScriptedServer(QObject *parent)
    : QObject(parent)
{
    welcome.server = {u"Test chat"_s, u"server"_s, u"epoch-1"_s, u"1"_s};
    protocol::SyncedConversation group;
    group.id = u"group"_s;
    group.kind = protocol::ConversationKind::Group;
    group.memberCount = 2;
    group.receipts = true;
    conversations.insert(group.id, group);
}

TransportFactory ScriptedServer::factory(const QHash<QString, ScriptedServer *> &others)
{
    return [this, others](Approach) -> std::unique_ptr<protocol::Transport> {
        auto transport = std::make_unique<ScriptedTransport>();
        auto *made = transport.get();
        connect(made, &ScriptedTransport::opening, this,
                [this, made, others] { others.value(made->url.host(), this)->onOpening(made); });
        return transport;
    };
}

void ScriptedServer::onOpening(ScriptedTransport *transport)
{
    ++opened;
    if (refuse != Failure::None) {
        Q_EMIT transport->closed(refuse, 0);
        return;
    }
    m_lines.append(transport);
    connect(transport, &ScriptedTransport::sent, this,
            [this, transport](const QByteArray &frame) { onSent(frame, transport); });
    connect(transport, &ScriptedTransport::sentBinary, this,
            [this](const QByteArray &frame) { receivedBinary.append(frame); });
    connect(transport, &protocol::Transport::closed, this, [this, transport] { m_lines.removeOne(transport); });
    connect(transport, &QObject::destroyed, this, [this, transport] { m_lines.removeOne(transport); });
    Q_EMIT transport->opened(transport->url.scheme() == "wss"_L1 ? key : QByteArray());
}

void ScriptedServer::onSent(const QByteArray &frame, ScriptedTransport *from)
{
    auto command = protocol::parseCommand(frame);
    if (!command)
        qFatal("the client sent what is no command: %s", frame.constData());
    received.append(*command);
    // Answered when the client has returned to its event loop, as from a network.
    QMetaObject::invokeMethod(
        this,
        [this, command = *command, from] {
            if (silent || !m_lines.contains(from))
                return;
            m_answering = from;
            if (!handle || !handle(command))
                answer(command);
            m_answering = nullptr;
        },
        Qt::QueuedConnection);
}

QList<ScriptedTransport *> ScriptedServer::lines() const
{
    if (!m_answering)
        return m_lines;
    return m_lines.contains(m_answering) ? QList<ScriptedTransport *>{m_answering} : QList<ScriptedTransport *>();
}

void ScriptedServer::send(const protocol::ServerEvent &event)
{
    sendRaw(protocol::encode(event));
}

void ScriptedServer::sendRaw(const QByteArray &frame, bool onAll)
{
    for (ScriptedTransport *line : onAll ? m_lines : lines())
        Q_EMIT line->received(frame);
}

void ScriptedServer::sendBinary(const QByteArray &frame)
{
    for (ScriptedTransport *line : lines())
        Q_EMIT line->receivedBinary(frame);
}

void ScriptedServer::drop(Failure failure, int closeCode)
{
    for (ScriptedTransport *line : std::exchange(m_lines, {}))
        Q_EMIT line->closed(failure, closeCode);
}

void ScriptedServer::dropOldest(Failure failure)
{
    Q_EMIT m_lines.takeFirst()->closed(failure, 0);
}

protocol::Message ScriptedServer::say(const QString &conversation, const QString &author, const QString &text,
                                      bool push, const QString &id)
{
    protocol::SyncedConversation &there = conversations[conversation];
    there.id = conversation;
    protocol::Message message;
    message.conversation = conversation;
    message.seq = ++there.seq;
    message.rev = ++there.rev;
    message.id = id.isEmpty() ? protocol::makeUlid() : id;
    message.author = author;
    message.at = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + 1000 * message.seq, QTimeZone::utc());
    message.text = text;
    messages[conversation].append(message);
    there.last = protocol::LastLine{message.seq, message.author, message.at, message.text.left(160)};
    if (push)
        send(protocol::MessagePush{message});
    return message;
}

void ScriptedServer::answer(const protocol::ClientCommand &command)
{
    const QString id = protocol::idOf(command);
    if (const auto *hello = std::get_if<protocol::Hello>(&command)) {
        protocol::Welcome told = welcome;
        told.id = id;
        if (hello->token.startsWith("token-of-"_L1)) {
            m_username = hello->token.sliced(9);
            told.you = userNamed(m_username);
        }
        send(told);
    } else if (const auto *signIn = std::get_if<protocol::SignIn>(&command)) {
        m_username = signIn->username;
        send(protocol::SessionGranted{id, u"token-of-"_s + m_username, userNamed(m_username)});
    } else if (const auto *signUp = std::get_if<protocol::SignUp>(&command)) {
        m_username = signUp->username;
        send(protocol::SessionGranted{id, u"token-of-"_s + m_username, userNamed(m_username)});
    } else if (const auto *sync = std::get_if<protocol::Sync>(&command)) {
        answerSync(*sync);
    } else if (const auto *history = std::get_if<protocol::History>(&command)) {
        answerHistory(*history);
    } else if (std::get_if<protocol::ListPeople>(&command)) {
        send(protocol::UserList{id, people, {}});
    } else if (const auto *lookUp = std::get_if<protocol::LookUpUsers>(&command)) {
        protocol::UserList list{id, {}, {}};
        for (const QString &name : lookUp->users)
            list.users.append(userNamed(name));
        send(list);
    } else if (const auto *members = std::get_if<protocol::ListMembers>(&command)) {
        send(protocol::MemberList{id, members->conversation, {}, {}});
    } else if (std::get_if<protocol::Ping>(&command)) {
        send(protocol::Pong{id, {}});
    } else if (const auto *text = std::get_if<protocol::SendMessage>(&command)) {
        answerMessage(id, text->conversation, text->message, [text](protocol::Message &message) {
            message.replyTo = text->replyTo;
            message.thread = text->thread;
            message.alsoRoom = text->alsoRoom;
        });
    } else if (const auto *direct = std::get_if<protocol::DirectMessage>(&command)) {
        answerMessage(id, protocol::directConversation(protocol::keyOf(m_username), protocol::keyOf(direct->to)),
                      direct->message);
    } else if (!answerChange(command) && !std::get_if<protocol::SetTyping>(&command)) {
        protocol::Ack ack;
        ack.id = id;
        send(ack);
    }
}

protocol::Message ScriptedServer::reply(const QString &conversation, const QString &author, const QString &text,
                                        const std::function<void(protocol::Message &)> &fill)
{
    (void)say(conversation, author, text, false);
    fill(messages[conversation].last());
    const protocol::Message said = messages[conversation].last();
    send(protocol::MessagePush{said});
    countReply(said);
    return said;
}

void ScriptedServer::countReply(const protocol::Message &reply)
{
    if (reply.thread == 0)
        return;
    const qint64 seq = reply.seq;
    revise(
        reply.conversation, reply.thread,
        [seq](protocol::Message &root) {
            root.replies = protocol::Replies{root.replies.value_or(protocol::Replies()).count + 1, seq};
        },
        pushes);
}

protocol::Message ScriptedServer::revise(const QString &conversation, qint64 seq,
                                         const std::function<void(protocol::Message &)> &change, bool push)
{
    protocol::Message &message = messages[conversation][seq - 1];
    change(message);
    message.rev = ++conversations[conversation].rev;
    if (push) {
        protocol::Message told = message;
        told.mine.clear(); // the same for everybody
        send(protocol::MessagePush{told});
    }
    return message;
}

template <class Command>
bool ScriptedServer::answerChange(const Command &command, const std::function<void(protocol::Message &)> &change)
{
    if (!m_changes.contains(command.id)) {
        const auto &there = messages.value(command.conversation);
        if (command.seq > there.size() || there[command.seq - 1].id != command.of) {
            send(protocol::ErrorFrame{command.id, protocol::ErrorCode::NotFound, {}, u"seq"_s, 0});
            return true;
        }
        if constexpr (std::is_same_v<Command, protocol::EditMessage>) {
            if (there[command.seq - 1].rev != command.base) {
                send(protocol::ErrorFrame{command.id, protocol::ErrorCode::Conflict, {}, u"base"_s, 0});
                return true;
            }
        }
        const qint64 rev = revise(command.conversation, command.seq, change, pushes).rev;
        m_changes.insert(command.id, protocol::Ack{command.id, command.conversation, command.seq, rev, {}});
    }
    if (acks)
        send(m_changes.value(command.id));
    return true;
}

bool ScriptedServer::answerChange(const protocol::ClientCommand &command)
{
    if (const auto *edit = std::get_if<protocol::EditMessage>(&command)) {
        return answerChange(*edit, [edit](protocol::Message &message) {
            message.text = edit->message;
            message.editedAt = message.at;
        });
    }
    if (const auto *remove = std::get_if<protocol::DeleteMessage>(&command)) {
        return answerChange(*remove, [](protocol::Message &message) {
            message.text.clear();
            message.reactions.clear();
            message.deleted = true;
        });
    }
    if (const auto *pin = std::get_if<protocol::PinMessage>(&command))
        return answerChange(*pin, [pin](protocol::Message &message) { message.pinned = pin->on; });
    if (const auto *react = std::get_if<protocol::React>(&command)) {
        return answerChange(*react, [this, react](protocol::Message &message) {
            auto it = std::find_if(message.reactions.begin(), message.reactions.end(),
                                   [react](const auto &each) { return each.emoji == react->emoji; });
            if (it == message.reactions.end())
                it = message.reactions.insert(it, protocol::Reaction{react->emoji, 0, {}});
            it->count += react->on ? 1 : -1;
            if (!react->on)
                it->by.removeAll(m_username);
            else if (it->by.size() < protocol::limits::reactionNames)
                it->by.append(m_username);
            if (it->count < 1)
                message.reactions.erase(it);
        });
    }
    return false;
}

void ScriptedServer::answerMessage(const QString &id, const QString &conversation, const QString &text,
                                   const std::function<void(protocol::Message &)> &fill)
{
    // The same id again: the same answer, and nothing new.
    std::optional<protocol::Message> message;
    for (const protocol::Message &each : std::as_const(messages[conversation])) {
        if (each.id == id)
            message = each;
    }
    if (!message) {
        (void)say(conversation, m_username, text, false, id);
        protocol::Message &said = messages[conversation].last();
        if (fill)
            fill(said);
        message = said;
        if (pushes)
            send(protocol::MessagePush{*message});
        countReply(*message);
    }
    if (acks)
        send(protocol::Ack{id, conversation, message->seq, message->rev, message->at});
}

void ScriptedServer::answerSync(const protocol::Sync &sync)
{
    protocol::Synced synced;
    synced.id = sync.id;
    QStringList named;
    for (const protocol::Since &since : sync.since) {
        named.append(since.conversation);
        if (!conversations.contains(since.conversation)) {
            synced.gone.append(since.conversation);
            continue;
        }
        protocol::SyncedConversation entry = conversations.value(since.conversation);
        const auto &there = messages[since.conversation];
        const bool other = since.seq > 0 && (since.seq > there.size() || there[since.seq - 1].id != since.message);
        entry.reset = other || since.cursor > entry.rev;
        protocol::Messages frame;
        frame.id = sync.id;
        frame.conversation = since.conversation;
        frame.upTo = entry.rev;
        for (const protocol::Message &message : there) {
            if (message.rev > since.cursor)
                frame.messages.append(message);
        }
        if (!entry.reset && !frame.messages.isEmpty())
            send(frame);
        synced.conversations.append(entry);
    }
    if (sync.last) {
        for (auto entry : std::as_const(conversations)) {
            if (named.contains(entry.id))
                continue;
            entry.reset = true;
            synced.conversations.append(entry);
        }
    }
    // As many as fit into a frame.
    constexpr qsizetype most = 50;
    while (synced.conversations.size() > most) {
        protocol::Synced part;
        part.id = sync.id;
        part.conversations = synced.conversations.first(most);
        part.more = true;
        send(part);
        synced.conversations.remove(0, most);
    }
    send(synced);
}

void ScriptedServer::answerThread(const protocol::History &history, QList<protocol::Message> there)
{
    there.removeIf([&history](const protocol::Message &message) {
        return (message.thread != history.only->thread && message.seq != history.only->thread) ||
               (history.before && message.seq >= *history.before);
    });
    protocol::Messages page;
    page.id = history.id;
    page.conversation = history.conversation;
    page.messages = there.mid(std::max<qsizetype>(0, there.size() - history.limit));
    page.moreBefore = page.messages.size() < there.size();
    page.moreAfter = history.before.has_value();
    page.first = 1;
    send(page);
}

void ScriptedServer::answerHistory(const protocol::History &history)
{
    QList<protocol::Message> there = messages.value(history.conversation);
    if (history.only && history.only->kind == protocol::HistoryOnly::Kind::Thread) {
        answerThread(history, there);
        return;
    }
    protocol::Messages page;
    page.id = history.id;
    page.conversation = history.conversation;
    const qint64 end = history.before ? *history.before - 1 : there.size();
    const qint64 begin = history.after    ? *history.after
                         : history.around ? std::max<qint64>(0, *history.around - history.limit / 2)
                                          : std::max<qint64>(0, end - history.limit);
    for (qint64 i = begin; i < end && page.messages.size() < history.limit; ++i)
        page.messages.append(there[i]);
    page.moreBefore = begin > 0;
    page.moreAfter = end < there.size();
    page.first = 1;
    send(page);
}

} // namespace confab::client::test
