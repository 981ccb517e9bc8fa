// SPDX-License-Identifier: GPL-3.0-or-later
// What the client's parts ask of a server, answered from what can be known of a plain backend.
#include "basic_session.h"

#include <confab/protocol/limits.h>
#include <confab/protocol/names.h>
#include <confab/protocol/plain.h>
#include <confab/protocol/ulid.h>

#include <QJsonObject>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;
namespace plain = protocol::plain;

namespace
{

// A text that is identical to one's own is its echo for so long.
constexpr int echoMs = 30000;

template <class... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

} // namespace

Problem BasicSession::cannot()
{
    return {ErrorCode::UnknownType, u"plain"_s, u"a plain backend cannot do that"_s, 0, false};
}

void BasicSession::answerLater(Answer answer, Expected<protocol::ServerEvent, Problem> with)
{
    QMetaObject::invokeMethod(
        this, [answer = std::move(answer), with = std::move(with)] { answer(with); }, Qt::QueuedConnection);
}

void BasicSession::ask(protocol::ClientCommand command, Answer answer, Part)
{
    if (!isOpen()) {
        answer(Unexpected{offline()});
        return;
    }
    std::visit(
        Overloaded{
            [&](const protocol::Sync &sync) { answerSync(sync, answer); },
            [&](const protocol::History &history) {
                // All that there is has been kept here.
                protocol::Messages none;
                none.id = history.id;
                none.conversation = history.conversation;
                none.moreBefore = none.moreAfter = false;
                answerLater(answer, protocol::ServerEvent(none));
            },
            [&](const protocol::SendMessage &message) {
                say({message.id, protocol::SendMessage::verb, QString(protocol::groupConversation), message.message,
                     message.message.trimmed(), answer},
                    {{u"message"_s, message.message}});
            },
            [&](const protocol::DirectMessage &direct) {
                say({direct.id, protocol::DirectMessage::verb,
                     protocol::directConversation(protocol::keyOf(m_name), protocol::keyOf(direct.to)), direct.message,
                     plain::directSent(direct.to, direct.message.trimmed()).trimmed(), answer},
                    {{u"to"_s, direct.to}, {u"message"_s, direct.message}});
            },
            [&](const protocol::AskBot &question) {
                say({question.id,
                     protocol::AskBot::verb,
                     protocol::botConversation(botId(), protocol::keyOf(m_name)),
                     question.message,
                     {},
                     answer},
                    {{u"message"_s, question.message}});
            },
            [&](const protocol::ListPeople &wanted) { answerLater(answer, protocol::ServerEvent(people(wanted))); },
            [&](const protocol::LookUpUsers &wanted) {
                answerLater(answer, protocol::ServerEvent(protocol::UserList{wanted.id, {}, {}}));
            },
            // Kept here alone.
            [&](const protocol::MarkRead &read) {
                answerLater(answer, protocol::ServerEvent(protocol::Ack{read.id, {}, 0, 0, {}}));
            },
            [&](const protocol::SetPresence &presence) {
                answerLater(answer, protocol::ServerEvent(protocol::Ack{presence.id, {}, 0, 0, {}}));
            },
            [&](const protocol::SignOut &out) {
                answerLater(answer, protocol::ServerEvent(protocol::Ack{out.id, {}, 0, 0, {}}));
            },
            [&](const auto &) { answerLater(answer, Unexpected{cannot()}); },
        },
        command);
}

void BasicSession::answerSync(const protocol::Sync &sync, const Answer &answer)
{
    QStringList named;
    for (const protocol::Since &since : sync.since) {
        qint64 &head = m_heads[since.conversation];
        head = std::max({head, since.cursor, since.seq});
        named.append(since.conversation);
    }
    if (sync.last && !named.contains(QString(protocol::groupConversation)))
        named.append(QString(protocol::groupConversation));
    protocol::Synced synced;
    synced.id = sync.id;
    for (const QString &conversation : std::as_const(named)) {
        protocol::SyncedConversation entry;
        entry.id = conversation;
        entry.kind = protocol::directKeys(conversation) ? protocol::ConversationKind::Direct
                     : protocol::botKeys(conversation)  ? protocol::ConversationKind::Bot
                                                        : protocol::ConversationKind::Group;
        entry.seq = entry.rev = m_heads.value(conversation);
        entry.first = 1;
        synced.conversations.append(entry);
    }
    answerLater(answer, protocol::ServerEvent(synced));
}

// Whoever was seen to come, and whatever name is asked for: the backend tells whether there is such a person.
protocol::UserList BasicSession::people(const protocol::ListPeople &wanted) const
{
    QStringList names;
    const QString query = wanted.query.trimmed();
    for (const QString &name : m_people) {
        if (name.contains(query, Qt::CaseInsensitive))
            names.append(name);
    }
    if (!query.isEmpty() && !names.contains(query) && !protocol::checkUsername(query))
        names.prepend(query);
    protocol::UserList list;
    list.id = wanted.id;
    for (const QString &name : std::as_const(names)) {
        protocol::User user;
        user.username = user.displayName = name;
        list.users.append(user);
    }
    return list;
}

void BasicSession::say(PlainEchoes::Waiting waiting, const QJsonObject &fields)
{
    const QByteArray frame = frameOf(waiting.type, fields);
    if (frame.size() > protocol::limits::frameBytes)
        return answerLater(waiting.answer, Unexpected{Problem{ErrorCode::TooLarge, {}, {}, 0, false}});
    if (m_missing.contains(waiting.type))
        return answerLater(waiting.answer, Unexpected{cannot()});
    if (waiting.id.isEmpty())
        waiting.id = protocol::makeUlid();
    waiting.until = now() + echoMs;
    m_echoes.add(std::move(waiting));
    send(frame);
    checkWaiting();
}

} // namespace confab::client
