// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation_table.h"

#include <confab/protocol/defence.h>
#include <confab/protocol/names.h>

#include <algorithm>

namespace confab::store
{

protocol::Conversation readConversation(const Rows &rows)
{
    protocol::Conversation conversation;
    conversation.id = rows.text(0);
    conversation.kind = rows.word(1, protocol::ConversationKind::Room);
    conversation.name = rows.text(2);
    conversation.topic = rows.text(3);
    conversation.isPublic = rows.flag(4);
    conversation.seq = rows.integer(5);
    conversation.rev = rows.integer(6);
    conversation.first = rows.integer(7);
    return conversation;
}

ConversationTable::ConversationTable(const QSqlDatabase &database)
    : m_find(database,
             u"SELECT %1, last_at FROM conversation WHERE id = ?"_s.arg(QLatin1StringView(conversationColumns)))
    , m_insert(database,
               u"INSERT INTO conversation (id, kind, name, name_key, topic, public, seq, rev, first, last_at, "
               "changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)"_s)
    , m_update(database, u"UPDATE conversation SET name = ?, name_key = ?, topic = ?, public = ?, seq = ?, rev = ?, "
                         "last_at = ?, changed_at = max(changed_at, ?) WHERE id = ?"_s)
    , m_head(database, u"SELECT seq, rev, last_at FROM conversation WHERE id = ?"_s)
    , m_move(database, u"UPDATE conversation SET seq = ?, rev = ?, last_at = ?, changed_at = max(changed_at, ?) "
                       "WHERE id = ? AND seq = ? AND rev = ?"_s)
    , m_moveFirst(database,
                  u"UPDATE conversation SET first = ?, rev = ?, changed_at = max(changed_at, ?) WHERE id = ?"_s)
    , m_forgetMessages(database, u"DELETE FROM message WHERE conversation = ?"_s)
    , m_forgetMentions(database, u"DELETE FROM mention WHERE conversation = ?"_s)
    , m_forgetReactions(database, u"DELETE FROM reaction WHERE conversation = ?"_s)
    , m_forgetFiles(database, u"DELETE FROM attachment WHERE conversation = ?"_s)
    , m_remove(database, u"DELETE FROM conversation WHERE id = ?"_s)
    , m_isGone(database, u"SELECT 1 FROM gone WHERE id = ?"_s)
    , m_keepGone(database, u"INSERT INTO gone (id, at) VALUES (?, ?)"_s)
    , m_role(database, u"SELECT role FROM member WHERE conversation = ? AND key = ?"_s)
    , m_members(database, u"SELECT key, role FROM member WHERE conversation = ? ORDER BY key"_s)
    , m_memberCount(database, u"SELECT count(*) FROM member WHERE conversation = ?"_s)
    , m_addMember(database, u"INSERT INTO member (conversation, key, role, joined) VALUES (?, ?, ?, ?) "
                            "ON CONFLICT DO NOTHING"_s)
    , m_removeMember(database, u"DELETE FROM member WHERE conversation = ? AND key = ?"_s)
    , m_removeMark(database, u"DELETE FROM mark WHERE conversation = ? AND key = ?"_s)
    , m_keepAnOwner(database, u"UPDATE member SET role = 'owner' WHERE conversation = ? AND key = "
                              "(SELECT key FROM member WHERE conversation = ? ORDER BY joined, key LIMIT 1) "
                              "AND NOT EXISTS (SELECT 1 FROM member WHERE conversation = ? AND role = 'owner')"_s)
    , m_mark(database, u"SELECT seq FROM mark WHERE conversation = ? AND key = ?"_s)
    , m_raiseMark(database, u"INSERT INTO mark (conversation, key, seq) VALUES (?, ?, ?) "
                            "ON CONFLICT (conversation, key) DO UPDATE SET seq = excluded.seq "
                            "WHERE excluded.seq > mark.seq"_s)
    , m_forgetMarks(database, u"DELETE FROM mark WHERE key = ?"_s)
    , m_talksOf(database,
                u"SELECT conversation.id, coalesce((SELECT other.key FROM member AS other WHERE "
                "other.conversation = conversation.id AND other.key <> member.key), '') FROM member JOIN conversation "
                "ON conversation.id = member.conversation WHERE member.key = ? AND conversation.kind = 'dm' "
                "ORDER BY conversation.id"_s)
{
}

std::optional<ConversationTable::Row> ConversationTable::find(const QString &id)
{
    Rows rows = m_find.rows(id);
    if (!rows.next())
        return std::nullopt;
    return Row{readConversation(rows), rows.time(conversationColumnCount)};
}

void ConversationTable::insert(const protocol::Conversation &conversation, const QDateTime &now)
{
    m_insert.run(conversation.id, conversation.kind, conversation.name, protocol::keyOf(conversation.name),
                 conversation.topic, conversation.isPublic, conversation.seq, conversation.rev, conversation.first,
                 now);
}

void ConversationTable::update(const Row &row, const QDateTime &now)
{
    const protocol::Conversation &conversation = row.conversation;
    m_update.run(conversation.name, protocol::keyOf(conversation.name), conversation.topic, conversation.isPublic,
                 conversation.seq, conversation.rev, row.lastAt, now, conversation.id);
}

template <class Next>
std::optional<ConversationTable::Place> ConversationTable::step(const QString &id, const QDateTime &now, Next next)
{
    // Not by UPDATE … RETURNING: QtSql describes the columns of an answer anew each time, which takes longer than this.
    constexpr qsizetype mostRemembered = 4096;
    const auto remembered = m_heads.constFind(id);
    std::optional<Place> from = remembered == m_heads.constEnd() ? head(id) : *remembered;
    if (!from)
        return std::nullopt;
    if (!move(id, *from, next(*from), now)) {
        m_heads.remove(id);
        from = head(id);
        if (!from || !move(id, *from, next(*from), now))
            return std::nullopt;
    }
    const Place to = next(*from);
    if (m_heads.size() >= mostRemembered)
        m_heads.clear();
    m_heads.insert(id, to);
    return to;
}

std::optional<ConversationTable::Place> ConversationTable::advance(const QString &id, const QDateTime &now)
{
    return step(id, now, [&now](const Place &from) {
        return Place{from.seq + 1, from.rev + 1, inForce("time-goes-on") ? std::max(from.at, now) : now};
    });
}

std::optional<qint64> ConversationTable::nextRev(const QString &id, const QDateTime &now)
{
    const auto place = step(id, now, [](const Place &from) { return Place{from.seq, from.rev + 1, from.at}; });
    return place ? std::optional(place->rev) : std::nullopt;
}

std::optional<ConversationTable::Place> ConversationTable::head(const QString &id)
{
    Rows rows = m_head.rows(id);
    if (!rows.next())
        return std::nullopt;
    return Place{rows.integer(0), rows.integer(1), rows.time(2)};
}

bool ConversationTable::move(const QString &id, const Place &from, const Place &to, const QDateTime &now)
{
    return m_move.run(to.seq, to.rev, to.at, std::max(to.at, now), id, from.seq, from.rev) > 0;
}

void ConversationTable::forgetMessages(Row &row, const QDateTime &now)
{
    const QString &id = row.conversation.id;
    m_heads.remove(id);
    ++row.conversation.rev;
    row.conversation.first = row.conversation.seq + 1;
    m_moveFirst.run(row.conversation.first, row.conversation.rev, now, id);
    for (Statement *statement : {&m_forgetMessages, &m_forgetMentions, &m_forgetReactions, &m_forgetFiles})
        statement->run(id);
}

void ConversationTable::remove(const QString &id)
{
    m_remove.run(id);
}

bool ConversationTable::isGone(const QString &id)
{
    return m_isGone.rows(id).next();
}

void ConversationTable::keepGone(const QString &id, const QDateTime &now)
{
    m_keepGone.run(id, now);
}

std::optional<protocol::Role> ConversationTable::role(const QString &id, const QString &key)
{
    Rows rows = m_role.rows(id, key);
    if (!rows.next())
        return std::nullopt;
    return rows.word(0, protocol::Role::Member);
}

QList<core::RoomMember> ConversationTable::members(const QString &id)
{
    QList<core::RoomMember> members;
    Rows rows = m_members.rows(id);
    while (rows.next())
        members.append({rows.text(0), rows.word(1, protocol::Role::Member)});
    return members;
}

qint64 ConversationTable::memberCount(const QString &id)
{
    Rows rows = m_memberCount.rows(id);
    return rows.next() ? rows.integer(0) : 0;
}

void ConversationTable::addMember(const QString &id, const QString &key, protocol::Role role, qint64 joined)
{
    m_addMember.run(id, key, role, joined);
}

void ConversationTable::removeMember(const QString &id, const QString &key)
{
    m_removeMember.run(id, key);
    m_removeMark.run(id, key);
}

void ConversationTable::keepAnOwner(const QString &id)
{
    m_keepAnOwner.run(id, id, id);
}

qint64 ConversationTable::mark(const QString &id, const QString &key)
{
    Rows rows = m_mark.rows(id, key);
    return rows.next() ? rows.integer(0) : 0;
}

bool ConversationTable::raiseMark(const QString &id, const QString &key, qint64 seq)
{
    return seq > 0 && m_raiseMark.run(id, key, seq) > 0;
}

void ConversationTable::forgetMarks(const QString &key)
{
    m_forgetMarks.run(key);
}

QList<core::ConversationStore::EndedTalk> ConversationTable::talksOf(const QString &key)
{
    QList<core::ConversationStore::EndedTalk> talks;
    Rows rows = m_talksOf.rows(key);
    while (rows.next())
        talks.append({rows.text(0), rows.text(1)});
    return talks;
}

} // namespace confab::store
