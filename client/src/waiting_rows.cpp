// SPDX-License-Identifier: GPL-3.0-or-later
#include "waiting_rows.h"

#include "outbox.h"
#include "row_maker.h"

namespace confab::client
{

WaitingRows::WaitingRows(const Outbox &outbox, const QString &conversation)
{
    for (const OutboxItem &item : outbox.items()) {
        if (item.conversation != conversation || item.state == OutboxItem::State::Sought)
            continue;
        if (const qint64 seq = targetOf(item.command))
            m_changes[seq].append(item);
        else
            m_messages.append(item);
    }
}

void WaitingRows::overlay(MessageRow &row, const RowMaker &rows) const
{
    for (const OutboxItem &change : m_changes.value(row.seq))
        rows.overlay(row, change);
}

bool putNewer(QMap<qint64, protocol::Message> &messages, const protocol::Message &message, bool mineTold)
{
    const auto it = messages.find(message.seq);
    if (it == messages.end()) {
        messages.insert(message.seq, message);
        return true;
    }
    if (message.rev < it->rev || *it == message || (message.rev == it->rev && !mineTold))
        return false;
    const protocol::Message before = std::exchange(*it, message);
    if (!mineTold)
        takeOwnReactions(*it, before);
    return true;
}

} // namespace confab::client
