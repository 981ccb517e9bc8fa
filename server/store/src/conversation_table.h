// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statement.h"

#include <confab/core/store.h>

#include <QHash>

#include <optional>

namespace confab::store
{

// The columns of a conversation, in the order readConversation takes them. memberCount is left 0: `group` counts
// accounts, the others members.
inline constexpr auto conversationColumns =
    "conversation.id, conversation.kind, conversation.name, conversation.topic, conversation.public, "
    "conversation.seq, conversation.rev, conversation.first";
inline constexpr int conversationColumnCount = 8;
[[nodiscard]] protocol::Conversation readConversation(const Rows &rows);

// Conversations, who is in them, and how far each has read. Everything throws SqlError.
class ConversationTable
{
public:
    explicit ConversationTable(const QSqlDatabase &database);

    struct Row {
        protocol::Conversation conversation;
        QDateTime lastAt; // of the newest message
    };
    [[nodiscard]] std::optional<Row> find(const QString &id);
    // Rev and seq stand in `conversation`.
    void insert(const protocol::Conversation &conversation, const QDateTime &now);
    // Name, topic, public, seq, rev.
    void update(const Row &row, const QDateTime &now);
    // The place of a message that is written now: the next seq and rev, and a time that is not before the newest
    // message's. Nothing: there is no such conversation.
    struct Place {
        qint64 seq = 0;
        qint64 rev = 0;
        QDateTime at;
    };
    // Where the conversation was left is remembered, and asked for only where that turns out to be wrong: after a write
    // that was undone, or one of another process.
    [[nodiscard]] std::optional<Place> advance(const QString &id, const QDateTime &now);
    // The next rev alone, for a message that changes. Nothing: there is no such conversation.
    [[nodiscard]] std::optional<qint64> nextRev(const QString &id, const QDateTime &now);
    // All messages go, with what hangs on them; `first` moves behind the newest and that takes a rev.
    void forgetMessages(Row &row, const QDateTime &now);
    // With everything that hangs on it.
    void remove(const QString &id);

    [[nodiscard]] bool isGone(const QString &id);
    void keepGone(const QString &id, const QDateTime &now);

    [[nodiscard]] std::optional<protocol::Role> role(const QString &id, const QString &key);
    [[nodiscard]] QList<core::RoomMember> members(const QString &id);
    [[nodiscard]] qint64 memberCount(const QString &id);
    // `joined`: the conversation's rev then.
    void addMember(const QString &id, const QString &key, protocol::Role role, qint64 joined);
    // Their mark goes too.
    void removeMember(const QString &id, const QString &key);
    // Whoever has been there longest becomes owner, where no owner is left.
    void keepAnOwner(const QString &id);

    [[nodiscard]] qint64 mark(const QString &id, const QString &key);
    // False: it stood there or further on already.
    bool raiseMark(const QString &id, const QString &key, qint64 seq);
    void forgetMarks(const QString &key);
    // Direct conversations of a person, by id, and who else is in them.
    [[nodiscard]] QList<core::ConversationStore::EndedTalk> talksOf(const QString &key);

private:
    [[nodiscard]] std::optional<Place> head(const QString &id);
    // False: the conversation does not stand at `from`.
    [[nodiscard]] bool move(const QString &id, const Place &from, const Place &to, const QDateTime &now);
    template <class Next>
    [[nodiscard]] std::optional<Place> step(const QString &id, const QDateTime &now, Next next);

    Statement m_find;
    Statement m_insert;
    Statement m_update;
    Statement m_head;
    Statement m_move;
    QHash<QString, Place> m_heads;
    Statement m_moveFirst;
    Statement m_forgetMessages;
    Statement m_forgetMentions;
    Statement m_forgetReactions;
    Statement m_forgetFiles;
    Statement m_remove;
    Statement m_isGone;
    Statement m_keepGone;
    Statement m_role;
    Statement m_members;
    Statement m_memberCount;
    Statement m_addMember;
    Statement m_removeMember;
    Statement m_removeMark;
    Statement m_keepAnOwner;
    Statement m_mark;
    Statement m_raiseMark;
    Statement m_forgetMarks;
    Statement m_talksOf;
};

} // namespace confab::store
