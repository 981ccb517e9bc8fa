// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account_table.h"
#include "attachment_table.h"
#include "command_table.h"
#include "conversation_table.h"
#include "logging.h"
#include "message_table.h"
#include "reaction_table.h"
#include "writer.h"

namespace confab::store
{

// What the stores of one writing connection share.
struct Context {
    explicit Context(const QSqlDatabase &connection)
        : database(connection)
        , writer(connection)
        , accounts(connection)
        , attachments(connection)
        , conversations(connection)
        , messages(connection)
        , reactions(connection)
        , commands(connection)
    {
    }

    // A conversation with its number of members.
    [[nodiscard]] protocol::Conversation counted(protocol::Conversation conversation)
    {
        conversation.memberCount = conversation.kind == protocol::ConversationKind::Group
                                       ? accounts.count()
                                       : conversations.memberCount(conversation.id);
        return conversation;
    }

    // Becomes a member, at the next rev; what was written before does not count as unread.
    protocol::Conversation join(ConversationTable::Row room, const QString &key, const QDateTime &now)
    {
        ++room.conversation.rev;
        conversations.update(room, now);
        conversations.addMember(room.conversation.id, key, protocol::Role::Member, room.conversation.rev);
        conversations.raiseMark(room.conversation.id, key, room.conversation.seq);
        return counted(room.conversation);
    }

    // For a reading operation: what it gives, or `otherwise` and a line in the log where the database fails.
    template <class T, class Operation>
    [[nodiscard]] T read(T otherwise, Operation &&operation)
    {
        try {
            return operation();
        } catch (const SqlError &error) {
            qCWarning(lcStore, "a read failed: %ls", qUtf16Printable(error.reason));
            return otherwise;
        }
    }

    // The same where the caller must know of it.
    template <class T, class Operation>
    [[nodiscard]] Expected<T, core::Unavailable> readAll(Operation &&operation)
    {
        try {
            return operation();
        } catch (const SqlError &error) {
            return Unexpected{core::Unavailable{error.reason}};
        }
    }

    QSqlDatabase database;
    Writer writer;
    AccountTable accounts;
    AttachmentTable attachments;
    ConversationTable conversations;
    MessageTable messages;
    ReactionTable reactions;
    CommandTable commands;
};

} // namespace confab::store
