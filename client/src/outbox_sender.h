// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outbox.h"

#include <confab/client/problem.h>
#include <confab/client/timing.h>

#include <QObject>

namespace confab::client
{

class Cache;
class Session;

// Carries the outbox: keeps each change of it in the cache before anything else happens, sends what may be sent, takes
// the answers. UI thread.
class OutboxSender : public QObject
{
    Q_OBJECT

public:
    OutboxSender(Session &session, Cache &cache, Timing timing, QObject *parent = nullptr);
    ~OutboxSender() override;

    [[nodiscard]] const Outbox &outbox() const { return m_outbox; }
    void load(const QList<OutboxItem> &items);
    void setEpoch(const QString &epoch) { m_epoch = epoch; }

    // Kept first, then told by changed(), then sent.
    void put(const QString &conversation, protocol::ClientCommand command);
    void retry(const QString &id);
    // False where it is not the person's to decide any more.
    bool edit(const QString &id, const QString &text);
    bool discard(const QString &id);

    // The message with this id has come from the server; true if it was waiting here. Its row is removed from the
    // cache by whoever writes the message, in one transaction.
    bool delivered(const QString &id);
    void dropConversation(const QString &conversation); // in memory; the cache drops it with the conversation
    // The server was set back. `own`: messages of before, oldest first; they and what was acked are to be looked up.
    void seek(const QList<OutboxItem> &own);
    void seekAcked();
    void lost(const QString &id);
    void found(const QString &id);
    void clear();

    void resume();
    void pause();

Q_SIGNALS:
    void changed(const QString &conversation);
    // A message could not be written to the disk: it lives as long as the program.
    void notKept();

private:
    void send();
    void onAnswer(const OutboxItem &item, const Expected<protocol::ServerEvent, Problem> &answer);
    void keep(const std::optional<OutboxItem> &item, const QString &oldId = {});
    // Differs once the conversation, or everything, was dropped.
    [[nodiscard]] int roundOf(const QString &conversation) const { return m_round + m_rounds.value(conversation); }

    Session &m_session;
    Cache &m_cache;
    Timing m_timing;
    Outbox m_outbox;
    QString m_epoch;
    int m_round = 0;
    QHash<QString, int> m_rounds; // by conversation
    bool m_running = false;
    int m_timer = 0;
};

} // namespace confab::client
