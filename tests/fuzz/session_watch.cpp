// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_watch.h"

#include "finding.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/names.h>

namespace confab::tests
{

using namespace Qt::StringLiterals;

namespace
{

QString idOfAnswer(const protocol::ServerEvent &event)
{
    return std::visit(
        [](const auto &value) {
            if constexpr (requires { value.id; })
                return value.id;
            else
                return QString();
        },
        event);
}

} // namespace

SessionWatch::SessionWatch(CoreWorld &world)
    : m_world(world)
{
}

void SessionWatch::asked(const QString &connection, const protocol::ClientCommand &command)
{
    const Question question{connection, protocol::idOf(command)};
    ++m_unanswered[question];
    if (std::holds_alternative<protocol::Sync>(command) || std::holds_alternative<protocol::SetTyping>(command) ||
        std::holds_alternative<protocol::Got>(command))
        m_manyAnswers.insert(question);
    const bool changes = std::holds_alternative<protocol::EditMessage>(command) ||
                         std::holds_alternative<protocol::DeleteMessage>(command) ||
                         std::holds_alternative<protocol::React>(command) ||
                         std::holds_alternative<protocol::PinMessage>(command);
    if (changes)
        m_changes.insert(question.second);
}

void SessionWatch::asked(const QString &connection, const protocol::FrameError &error)
{
    ++m_unanswered[{connection, error.id}];
}

void SessionWatch::ended(const QString &connection)
{
    std::erase_if(m_unanswered, [&](const auto &row) { return row.first.first == connection; });
}

void SessionWatch::look(bool storeFails)
{
    for (const RecordingCourier::Sent &sent : m_world.courier.log()) {
        if (const auto *event = std::get_if<protocol::ServerEvent>(&sent.what))
            onEvent(sent.connection, *event, storeFails);
    }
    if (std::exchange(m_somethingStored, false))
        compare();
}

void SessionWatch::onEvent(const QString &connection, const protocol::ServerEvent &event, bool storeFails)
{
    // Read again as a client reads it.
    const QByteArray frame = protocol::encode(event);
    if (frame.size() > protocol::limits::frameBytes)
        finding(u"a frame of %1 bytes"_s.arg(frame.size()));
    if (const auto read = protocol::parseEvent(frame); !read)
        finding(u"an event that no client can read, %1: %2"_s.arg(read.error().message, QString::fromUtf8(frame)));

    if (const auto *push = std::get_if<protocol::MessagePush>(&event)) {
        if (storeFails)
            finding(u"a message is told that was not stored"_s);
        onMessage(connection, push->message);
    } else if (const auto *ack = std::get_if<protocol::Ack>(&event)) {
        onAck(*ack);
    }
    const auto *synced = std::get_if<protocol::Synced>(&event);
    const auto *messages = std::get_if<protocol::Messages>(&event);
    onAnswer(connection, idOfAnswer(event), !(synced && synced->more) && !(messages && messages->upTo));
}

void SessionWatch::onAck(const protocol::Ack &ack)
{
    // Of a message: those of reading have no rev, those of rooms no seq.
    if (ack.seq == 0 || ack.rev == 0)
        return;
    m_somethingStored = true;
    if (m_changes.contains(ack.id))
        return;
    const auto [known, isNew] = m_promised.try_emplace({ack.conversation, ack.seq}, ack.id);
    if (!isNew && known->second != ack.id)
        finding(u"two messages were acked as %1 of %2"_s.arg(ack.seq).arg(ack.conversation));
}

void SessionWatch::onMessage(const QString &connection, const protocol::Message &message) const
{
    const QString key = m_world.courier.keyOf(connection);
    const QString &where = message.conversation;
    const QStringList parts = where.split(u':');
    const bool isPrivate = where.startsWith("dm:"_L1) || where.startsWith("bot:"_L1);
    // Whoever has signed out in the same turn has no key any more.
    if (isPrivate && !key.isEmpty() && !parts.sliced(1).contains(key))
        finding(key + u" is told what was said in "_s + where);
    if (where == "bot"_L1)
        finding(u"the bot's log is told to "_s + connection);
}

void SessionWatch::onAnswer(const QString &connection, const QString &id, bool isLast)
{
    const Question question{connection, id};
    if (id.isEmpty() || !isLast || m_manyAnswers.contains(question))
        return;
    const auto waiting = m_unanswered.find(question);
    if (waiting == m_unanswered.end() || waiting->second == 0)
        finding(u"an answer that nobody waits for, to "_s + id);
    --waiting->second;
}

void SessionWatch::compare()
{
    std::map<QString, qint64> heads;
    std::map<Place, QString> stored;
    std::set<std::array<QString, 3>> written;
    const auto dumped = m_world.store.dump([&](const QJsonObject &row) {
        const QString table = row.value("table"_L1).toString();
        if (table == "conversation"_L1) {
            heads[row.value("id"_L1).toString()] = row.value("seq"_L1).toInteger();
        } else if (table == "message"_L1) {
            const QString conversation = row.value("conversation"_L1).toString();
            const QString id = row.value("id"_L1).toString();
            stored[{conversation, row.value("seq"_L1).toInteger()}] = id;
            const bool tells = row.contains("text"_L1) || row.contains("mentions"_L1) || row.contains("reactions"_L1) ||
                               row.contains("pinned"_L1) || row.contains("attachments"_L1);
            if (row.value("deleted"_L1).toBool() && tells)
                finding(u"something is left of a message that was deleted, "_s + id);
            if (!written.insert({conversation, row.value("author"_L1).toString(), id}).second)
                finding(u"a message is stored twice, "_s + id);
        }
    });
    if (!dumped)
        finding(u"what is stored cannot be read"_s);

    std::map<QString, qint64> counted;
    for (const auto &[place, id] : stored) {
        if (place.second != ++counted[place.first])
            finding(u"%1 has a hole before %2"_s.arg(place.first).arg(place.second));
    }
    for (const auto &[conversation, seq] : heads) {
        if (seq != counted[conversation])
            finding(u"%1 counts to %2 and holds %3"_s.arg(conversation).arg(seq).arg(counted[conversation]));
    }
    // What went with its conversation is nobody's loss.
    std::erase_if(m_promised, [&](const auto &promise) { return !heads.contains(promise.first.first); });
    for (const auto &[place, id] : m_promised) {
        if (const auto row = stored.find(place); row == stored.end() || row->second != id)
            finding(u"%1 was acked as %2 of %3 and is not there"_s.arg(id).arg(place.second).arg(place.first));
    }
}

void SessionWatch::atEnd(const QStringList &open) const
{
    for (const auto &[question, count] : m_unanswered) {
        const auto &[connection, id] = question;
        if (count > 0 && !id.isEmpty() && open.contains(connection) && !m_manyAnswers.contains(question))
            finding(u"%1 was never answered"_s.arg(id));
    }
}

} // namespace confab::tests
