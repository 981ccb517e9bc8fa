// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stored.h"

#include <QSet>

namespace confab::client
{

// The queue of what is to be said, as rules without disk and network: at most one unacknowledged command for each
// conversation and 16 in all, in order, the same id at every try; a final error stops its conversation's queue until
// the person decides. What changes a message that has its place holds up nothing once it was refused: an edit is kept
// for the person, the others go. Items that changed are told, so that the owner keeps them. A value; one thread.
class Outbox
{
public:
    [[nodiscard]] const QList<OutboxItem> &items() const { return m_items; }
    [[nodiscard]] QList<OutboxItem> itemsOf(const QString &conversation) const;
    [[nodiscard]] const OutboxItem *find(const QString &id) const;
    [[nodiscard]] bool inFlight(const QString &id) const { return m_inFlight.contains(id); }

    void add(const OutboxItem &item);
    // It was sent to a server that knows no repetitions, and nothing came back: the person decides.
    static void setUnsure(OutboxItem &item);
    // The item with this id, already here or to be added, is not sent before; what is behind it does not wait.
    void hold(const QString &id, qint64 untilMs) { m_holds.insert(id, untilMs); }

    // What may be sent now, marked as sent. The owner keeps the changed state, then sends.
    [[nodiscard]] QList<OutboxItem> take(qint64 nowMs);
    // When take() is worth another try, 0: not by time alone.
    [[nodiscard]] qint64 notBefore() const { return m_notBefore; }
    // The same with what is held taken into account; 0, or later than `nowMs`.
    [[nodiscard]] qint64 nextTry(qint64 nowMs) const;

    // The server has it. Nothing where the message itself has come already.
    std::optional<OutboxItem> acked(const QString &id, qint64 seq, qint64 rev = 0);
    // The message itself has come; true if it was waiting here.
    bool delivered(const QString &id);
    // Final errors fail it; others leave it queued, not to be tried before `nowMs` + `retryAfterMs`. The server kept
    // nothing of a command that it refused, so the person may change it again, unless an earlier try was never
    // answered. A change that is no edit is not here any more after a final error.
    std::optional<OutboxItem> refused(const QString &id, protocol::ErrorCode code, const QString &field,
                                      qint64 retryAfterMs, qint64 nowMs);
    // No answers will come any more.
    void connectionLost();

    // Whether the person may change or drop it: it failed, or the server cannot have it.
    [[nodiscard]] static bool mayDecide(const OutboxItem &item);
    // The person decides about one that failed or was never sent. Nothing where it is on its way. After a conflict the
    // id is worth nothing and the item gets a new one.
    std::optional<OutboxItem> retry(const QString &id);
    std::optional<OutboxItem> edit(const QString &id, const QString &text);
    bool discard(const QString &id);

    // --- changes -----------------------------------------------------------------------------------------------
    // Of the message with that place, oldest first.
    [[nodiscard]] QList<OutboxItem> changesOf(const QString &conversation, qint64 seq) const;
    // Another text for an edit that the person may decide about, made on what is held now; under a new id where the
    // server refused the old one.
    std::optional<OutboxItem> rewriteEdit(const QString &id, const QString &text, qint64 base, const QString &was);
    // Acked changes that are in what has come: everything up to `cursor`, and `messages`. They leave.
    QList<OutboxItem> reflected(const QString &conversation, qint64 cursor, const QList<protocol::Message> &messages);
    // --- files -------------------------------------------------------------------------------------------------
    // A message is not sent, and holds up nothing, until all of its files are on the server: waitsForFiles(). One that
    // the server refuses because it does not have them any more waits for them once more, then fails; what the person
    // has sent again begins with the files as they are then.
    std::optional<OutboxItem> setFile(const QString &id, qsizetype index, const OutboxFile &file);
    std::optional<OutboxItem> filesUploaded(const QString &id, const QStringList &attachments);
    std::optional<OutboxItem> filesFailed(const QString &id, protocol::ErrorCode code, const QString &field);

    // Another epoch: places mean nothing any more. Changes leave; messages stay without what they answered and without
    // their files, which are uploaded anew, and one that was to stand in a thread waits for the person.
    struct Unplaced {
        QList<OutboxItem> gone;
        QList<OutboxItem> changed;
    };
    [[nodiscard]] Unplaced unplace();

    // Ids of what was dropped.
    QStringList dropConversation(const QString &conversation);
    // The server was set back: whether it has what it acked is to be looked up. Those that changed.
    QList<OutboxItem> seekAcked();
    // Own messages of before, oldest first; they stand before everything else.
    void addSought(const QList<OutboxItem> &items);
    // Of the first conversation that has any, the one with the highest seq.
    [[nodiscard]] const OutboxItem *newestSought() const;
    // It is not there: it failed after all, and waits for the person without holding up what is written meanwhile.
    std::optional<OutboxItem> lost(const QString &id);
    void clear();

private:
    struct Flight {
        QString conversation;
        bool again = false; // an earlier try was not answered: the server may have it already
    };

    [[nodiscard]] qsizetype indexOf(const QString &id) const;

    QList<OutboxItem> m_items;
    QHash<QString, Flight> m_inFlight; // by id
    QHash<QString, qint64> m_holds;    // by id
    QSet<QString> m_uploadedAnew;      // ids
    qint64 m_notBefore = 0;
};

} // namespace confab::client
