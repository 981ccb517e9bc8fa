// SPDX-License-Identifier: GPL-3.0-or-later
#include "reads.h"

#include "logging.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/everybody.h>
#include <confab/protocol/names.h>
#include <confab/protocol/pages.h>

namespace confab::store
{

using core::ReadProblem;
using protocol::ConversationKind;
using protocol::Role;

SqliteReads::SqliteReads(std::unique_ptr<Connection> connection, const QString &folder)
    : m_connection(std::move(connection))
    , m_accounts(m_connection->database())
    , m_conversations(m_connection->database())
    , m_history(m_connection->database())
    , m_search(m_connection->database(), folder)
    , m_reactions(m_connection->database())
    , m_attachments(m_connection->database())
    , m_begin(m_connection->database(), u"BEGIN"_s)
    , m_end(m_connection->database(), u"COMMIT"_s)
    , m_countSince(m_connection->database(),
                   u"SELECT count(*) FROM (SELECT 1 FROM message WHERE conversation = ? AND rev > ? LIMIT ?)"_s)
    , m_messageId(m_connection->database(), u"SELECT id FROM message WHERE conversation = ? AND seq = ?"_s)
    , m_mentions(
          m_connection->database(),
          u"SELECT count(DISTINCT seq) FROM mention WHERE conversation = ? AND key IN (?, '%1') AND seq > ?"_s.arg(
              protocol::everybodyMention))
    , m_last(m_connection->database(),
             u"SELECT seq, author, at, text FROM message WHERE conversation = ? AND seq = ?"_s)
    , m_conversationsOf(m_connection->database(), u"SELECT conversation.id FROM member JOIN conversation "
                                                  "ON conversation.id = member.conversation WHERE member.key = ? "
                                                  "ORDER BY conversation.changed_at DESC, conversation.id LIMIT ?"_s)
    , m_people(m_connection->database(),
               u"SELECT %1 FROM account WHERE disabled = 0 AND key > ? "
               "AND (instr(key, ?) > 0 OR instr(display_key, ?) > 0) ORDER BY key LIMIT ?"_s.arg(
                   QLatin1StringView(accountColumns)))
    , m_everyone(m_connection->database(),
                 u"SELECT %1, account.role, ifnull(mark.seq, 0), account.key FROM account LEFT JOIN mark "
                 "ON mark.conversation = ? AND mark.key = account.key "
                 "WHERE account.disabled = 0 AND account.key > ? ORDER BY account.key LIMIT ?"_s.arg(
                     QLatin1StringView(accountColumns)))
    // Who has no account is a guest; the spelling of the name is then the session's, while there is one.
    , m_members(m_connection->database(),
                u"SELECT %1, member.role, ifnull(mark.seq, 0), member.key, "
                "(SELECT username FROM session WHERE session.key = member.key LIMIT 1) FROM member "
                "LEFT JOIN account ON account.key = member.key "
                "LEFT JOIN mark ON mark.conversation = member.conversation AND mark.key = member.key "
                "WHERE member.conversation = ? AND member.key > ? ORDER BY member.key LIMIT ?"_s.arg(
                    QLatin1StringView(accountColumns)))
    , m_prefs(m_connection->database(),
              u"SELECT name, value FROM pref WHERE account = ? AND name > ? ORDER BY name LIMIT ?"_s)
    , m_rooms(m_connection->database(),
              u"SELECT %1 FROM conversation WHERE kind = 'room' AND id > ? AND instr(name_key, ?) > 0 "
              "AND (public = 1 OR EXISTS (SELECT 1 FROM member WHERE member.conversation = conversation.id "
              "AND member.key = ?)) ORDER BY id LIMIT ?"_s.arg(QLatin1StringView(conversationColumns)))
{
}

template <class T, class Operation>
SqliteReads::Result<T> SqliteReads::read(Operation &&operation)
{
    try {
        m_begin.run();
        try {
            Result<T> result = operation();
            m_end.run();
            return result;
        } catch (const SqlError &) {
            m_end.run();
            throw;
        }
    } catch (const SqlError &error) {
        qCWarning(lcStore, "a read failed: %ls", qUtf16Printable(error.reason));
        return Unexpected{ReadProblem::Unavailable};
    }
}

template <class T, class Operation>
SqliteReads::Result<T> SqliteReads::readSeen(const QString &conversation, const QString &viewer, Operation &&operation)
{
    return read<T>([&]() -> Result<T> {
        const auto seen = see(conversation, viewer);
        if (!seen)
            return Unexpected{ReadProblem::NotFound};
        return operation(*seen);
    });
}

Role SqliteReads::roleOnServer(const QString &key)
{
    const auto account = m_accounts.find(key);
    return account ? account->role : Role::Guest;
}

std::optional<SqliteReads::Seen> SqliteReads::see(const QString &conversation, const QString &viewer)
{
    auto row = m_conversations.find(conversation);
    if (!row)
        return std::nullopt;
    Seen seen{row->conversation, Role::Member};
    if (seen.conversation.kind == ConversationKind::Group) {
        seen.conversation.memberCount = m_accounts.count();
        seen.role = roleOnServer(viewer);
        return seen;
    }
    const auto role = m_conversations.role(conversation, viewer);
    if (!role)
        return std::nullopt;
    seen.role = *role;
    seen.conversation.memberCount = m_conversations.memberCount(conversation);
    return seen;
}

SqliteReads::Result<core::HistoryPage> SqliteReads::history(const core::HistoryQuery &query)
{
    return readSeen<core::HistoryPage>(query.conversation, query.viewer,
                                       [&](const Seen &seen) -> Result<core::HistoryPage> {
                                           auto page = m_history.page(seen.conversation, query);
                                           if (!page)
                                               return Unexpected{ReadProblem::NotFound};
                                           return std::move(*page);
                                       });
}

SqliteReads::Result<core::Page<core::Reactor>> SqliteReads::reactors(const QString &conversation, const QString &viewer,
                                                                     qint64 seq, const QString &emoji,
                                                                     const QString &afterKey, qsizetype limit)
{
    return readSeen<core::Page<core::Reactor>>(conversation, viewer,
                                               [&](const Seen &) -> Result<core::Page<core::Reactor>> {
                                                   if (!m_messageId.rows(conversation, seq).next())
                                                       return Unexpected{ReadProblem::NotFound};
                                                   return m_reactions.page(conversation, seq, emoji, afterKey, limit);
                                               });
}

SqliteReads::Result<core::StoredFile> SqliteReads::file(const QString &conversation, const QString &viewer, qint64 seq,
                                                        const QString &id)
{
    return readSeen<core::StoredFile>(conversation, viewer, [&](const Seen &) -> Result<core::StoredFile> {
        const auto found = m_attachments.find(id);
        if (!found || !found->whole || found->conversation != conversation || found->seq != seq)
            return Unexpected{ReadProblem::NotFound};
        return *found;
    });
}

SqliteReads::Result<core::Page<protocol::Pref>> SqliteReads::prefs(const QString &account, const QString &afterKey,
                                                                   qsizetype limit, qsizetype bytes)
{
    return read<core::Page<protocol::Pref>>([&]() -> Result<core::Page<protocol::Pref>> {
        core::Page<protocol::Pref> page;
        Rows rows = m_prefs.rows(account, afterKey, qint64{limit} + 1);
        while (rows.next()) {
            protocol::Pref pref{rows.text(0), rows.text(1)};
            bytes -= protocol::encodedSize(pref) + 1;
            if (!page.rows.isEmpty() && (page.rows.size() == limit || bytes < 0)) {
                page.next = page.rows.constLast().key;
                break;
            }
            page.rows.append(std::move(pref));
        }
        return page;
    });
}

SqliteReads::Result<core::Changes> SqliteReads::changesSince(const QString &conversation, const QString &viewer,
                                                             qint64 rev, qsizetype limit, qsizetype bytes)
{
    return readSeen<core::Changes>(conversation, viewer, [&](const Seen &seen) {
        return m_history.changes(seen.conversation, viewer, rev, limit, bytes);
    });
}

SqliteReads::Result<qint64> SqliteReads::countSince(const QString &conversation, const QString &viewer, qint64 rev,
                                                    qint64 most)
{
    return readSeen<qint64>(conversation, viewer, [&](const Seen &) {
        Rows rows = m_countSince.rows(conversation, rev, most);
        return rows.next() ? rows.integer(0) : qint64{0};
    });
}

SqliteReads::Result<QString> SqliteReads::messageId(const QString &conversation, const QString &viewer, qint64 seq)
{
    return readSeen<QString>(conversation, viewer, [&](const Seen &) {
        Rows rows = m_messageId.rows(conversation, seq);
        return rows.next() ? rows.text(0) : QString();
    });
}

SqliteReads::Result<core::FoundPage> SqliteReads::search(const core::SearchQuery &query)
{
    // SQLite attaches outside transactions only.
    try {
        m_search.attach();
    } catch (const SqlError &error) {
        qCWarning(lcStore, "there is no search index: %ls", qUtf16Printable(error.reason));
        return Unexpected{ReadProblem::Unavailable};
    }
    const auto find = [&]() -> Result<core::FoundPage> {
        auto page = m_search.find(query, [&](protocol::Message &message) { m_history.addMine(message, query.viewer); });
        if (!page)
            return Unexpected{ReadProblem::NotFound};
        return std::move(*page);
    };
    if (query.conversation.isEmpty())
        return read<core::FoundPage>(find);
    return readSeen<core::FoundPage>(query.conversation, query.viewer, [&find](const Seen &) { return find(); });
}

SqliteReads::Result<protocol::SyncedConversation> SqliteReads::synced(const QString &conversation,
                                                                      const QString &viewer)
{
    return readSeen<protocol::SyncedConversation>(conversation, viewer, [&](const Seen &seen) {
        protocol::SyncedConversation synced;
        static_cast<protocol::Conversation &>(synced) = seen.conversation;
        synced.you.role = seen.role;
        synced.you.read = m_conversations.mark(conversation, viewer);
        {
            Rows rows = m_mentions.rows(conversation, viewer, synced.you.read);
            synced.you.mentions = rows.next() ? rows.integer(0) : 0;
        }
        Rows rows = m_last.rows(conversation, seen.conversation.seq);
        if (rows.next()) {
            protocol::Message last;
            last.seq = rows.integer(0);
            last.author = rows.text(1);
            last.at = rows.time(2);
            last.text = rows.text(3);
            synced.last = protocol::lastLineOf(last);
        }
        return synced;
    });
}

SqliteReads::Result<QStringList> SqliteReads::conversationsOf(const QString &viewer, qsizetype most)
{
    return read<QStringList>([&]() -> Result<QStringList> {
        QStringList ids;
        if (most < 1)
            return ids;
        ids.append(QLatin1StringView(protocol::groupConversation));
        Rows rows = m_conversationsOf.rows(viewer, qint64{most} - 1);
        while (rows.next())
            ids.append(rows.text(0));
        return ids;
    });
}

SqliteReads::Result<core::Page<core::Account>> SqliteReads::people(const QString &query, const QString &afterKey,
                                                                   qsizetype limit)
{
    return read<core::Page<core::Account>>([&]() -> Result<core::Page<core::Account>> {
        core::Page<core::Account> page;
        const QString wanted = protocol::keyOf(query);
        Rows rows = m_people.rows(afterKey, wanted, wanted, qint64{limit} + 1);
        while (rows.next()) {
            if (page.rows.size() == limit) {
                page.next = page.rows.constLast().key;
                break;
            }
            page.rows.append(readAccount(rows));
        }
        return page;
    });
}

SqliteReads::Result<core::Page<core::Reads::MemberRow>>
SqliteReads::members(const QString &conversation, const QString &viewer, const QString &afterKey, qsizetype limit)
{
    return readSeen<core::Page<MemberRow>>(conversation, viewer, [&](const Seen &seen) {
        core::Page<MemberRow> page;
        const bool everyone = seen.conversation.kind == ConversationKind::Group;
        Rows rows = (everyone ? m_everyone : m_members).rows(conversation, afterKey, qint64{limit} + 1);
        while (rows.next()) {
            if (page.rows.size() == limit) {
                page.next = page.rows.constLast().account.key;
                break;
            }
            MemberRow member;
            member.account = readAccount(rows);
            member.role = rows.word(accountColumnCount, Role::Member);
            member.read = rows.integer(accountColumnCount + 1);
            if (member.account.key.isEmpty()) {
                member.account.key = rows.text(accountColumnCount + 2);
                member.account.username = rows.text(accountColumnCount + 3);
                if (member.account.username.isEmpty())
                    member.account.username = member.account.key;
                member.account.displayName = protocol::guestName(member.account.username);
                member.account.role = Role::Guest;
                member.account.ver = 1;
            }
            page.rows.append(member);
        }
        return page;
    });
}

SqliteReads::Result<core::Page<protocol::Conversation>> SqliteReads::rooms(const QString &viewer, const QString &query,
                                                                           const QString &afterId, qsizetype limit)
{
    return read<core::Page<protocol::Conversation>>([&]() -> Result<core::Page<protocol::Conversation>> {
        core::Page<protocol::Conversation> page;
        Rows rows = m_rooms.rows(afterId, protocol::keyOf(query), viewer, qint64{limit} + 1);
        while (rows.next()) {
            if (page.rows.size() == limit) {
                page.next = page.rows.constLast().id;
                break;
            }
            protocol::Conversation room = readConversation(rows);
            room.memberCount = m_conversations.memberCount(room.id);
            page.rows.append(room);
        }
        return page;
    });
}

} // namespace confab::store
