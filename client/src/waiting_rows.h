// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stored.h"

#include <confab/client/message_row.h>

#include <QMap>

namespace confab::client
{

class Outbox;
class RowMaker;

// What waits of one conversation, sorted for drawing.
class WaitingRows
{
public:
    WaitingRows(const Outbox &outbox, const QString &conversation);

    // New messages that are to be drawn below the others.
    [[nodiscard]] const QList<OutboxItem> &messages() const { return m_messages; }
    // What is to become of the message of this row.
    void overlay(MessageRow &row, const RowMaker &rows) const;

private:
    QList<OutboxItem> m_messages;
    QHash<qint64, QList<OutboxItem>> m_changes; // by seq
};

// A message that came, put where its place is, unless what is held is newer. Whether anything changed.
bool putNewer(QMap<qint64, protocol::Message> &messages, const protocol::Message &message, bool mineTold);

} // namespace confab::client
