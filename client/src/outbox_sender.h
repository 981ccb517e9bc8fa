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

    // Kept first, then told by changed(), then sent. `was`: the text that an edit changes. `holdMs`: to be sent so much
    // later, or after the next start.
    void put(const QString &conversation, protocol::ClientCommand command, const QString &was = {}, int holdMs = 0,
             const QList<OutboxFile> &files = {});
    void retry(const QString &id);
    // False where it is not the person's to decide any more.
    bool edit(const QString &id, const QString &text);
    bool discard(const QString &id);

    // See Outbox.
    void setFile(const QString &id, qsizetype index, const OutboxFile &file);
    void filesUploaded(const QString &id, const QStringList &attachments);
    void filesFailed(const QString &id, protocol::ErrorCode code, const QString &field);

    // What is to become of a message, oldest first, with what is on its way to the disk.
    [[nodiscard]] QList<OutboxItem> changesOf(const QString &conversation, qint64 seq) const;
    // See Outbox.
    bool rewriteEdit(const QString &id, const QString &text, qint64 base, const QString &was);
    // Changes that are in what has come leave; whoever calls removes their rows.
    QList<OutboxItem> reflected(const QString &conversation, qint64 cursor, const QList<protocol::Message> &messages);
    // Another epoch: how many changes were dropped that the server had not acked.
    int unplace();

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
    void acked(const confab::client::OutboxItem &change);
    // For good. An edit is still here, the others are not.
    void refused(const confab::client::OutboxItem &change);
    // A message could not be written to the disk: it lives as long as the program.
    void notKept();

private:
    void send();
    void onAnswer(const OutboxItem &item, const Expected<protocol::ServerEvent, Problem> &answer);
    void keep(const std::optional<OutboxItem> &item, const QString &oldId = {});
    void takeRefusal(const std::optional<OutboxItem> &item);
    [[nodiscard]] qsizetype storing(const QString &id) const;

    Session &m_session;
    Cache &m_cache;
    Timing m_timing;
    Outbox m_outbox;
    QList<OutboxItem> m_storing; // on their way to the disk
    QString m_epoch;
    bool m_running = false;
    int m_timer = 0;
};

} // namespace confab::client
