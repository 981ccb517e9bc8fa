// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outbox_sender.h"

namespace confab::client
{

class RowMaker;

// What a person does to messages that have their place: made into commands for the outbox, and settled when the
// server refuses one. UI thread.
class Changes : public QObject
{
    Q_OBJECT

public:
    // The message as it is in memory, nothing where it is not.
    using Held = std::function<std::optional<protocol::Message>(const QString &conversation, qint64 seq)>;

    Changes(OutboxSender &outbox, Cache &cache, const RowMaker &rows, Held held, QObject *parent = nullptr);

    void edit(const QString &conversation, qint64 seq, const QString &text);
    // Sent some seconds later, so that it can be undone.
    void remove(const QString &conversation, qint64 seq);
    void undoRemove(const QString &conversation, qint64 seq);
    void react(const QString &conversation, qint64 seq, const QString &emoji, bool on);
    void pin(const QString &conversation, qint64 seq, bool on);
    void resolve(const QString &conversation, qint64 seq, bool keepMine);

    // A message came: an edit that was refused because somebody reacted meanwhile is made again.
    void settle(const protocol::Message &message);

Q_SIGNALS:
    void refused(const QString &conversation, const confab::client::Problem &problem);

private:
    // The message is looked for in memory, then in the cache; whoever asks for what is not held is told.
    void withMessage(const QString &conversation, qint64 seq, std::function<void(const protocol::Message &)> found);
    void onRefused(const OutboxItem &change);
    void onAcked(const OutboxItem &change);
    void edit(const protocol::Message &message, const QString &text);

    OutboxSender &m_outbox;
    Cache &m_cache;
    const RowMaker &m_rows;
    Held m_held;
};

} // namespace confab::client
