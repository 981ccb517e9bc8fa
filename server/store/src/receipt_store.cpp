// SPDX-License-Identifier: GPL-3.0-or-later
#include "receipt_store.h"

#include <algorithm>

namespace confab::store
{

SqliteReceiptStore::SqliteReceiptStore(Context &context)
    : m_context(context)
{
}

core::Outcome<core::ReceiptStore::Mark> SqliteReceiptStore::markRead(const QString &conversation, const QString &key,
                                                                     qint64 seq)
{
    return m_context.writer.change<Mark>([&]() -> core::Outcome<Mark> {
        ConversationTable &conversations = m_context.conversations;
        const auto row = conversations.find(conversation);
        if (!row)
            return core::GuardFailed{core::Guard::NotFound};
        if (row->conversation.kind != protocol::ConversationKind::Group && !conversations.role(conversation, key))
            return core::GuardFailed{core::Guard::NotMember};
        const qint64 wanted = std::min(seq, row->conversation.seq);
        const bool changed = conversations.raiseMark(conversation, key, wanted);
        return Mark{conversations.mark(conversation, key), changed};
    });
}

qint64 SqliteReceiptStore::mark(const QString &conversation, const QString &key)
{
    return m_context.read(qint64{0}, [&] { return m_context.conversations.mark(conversation, key); });
}

} // namespace confab::store
