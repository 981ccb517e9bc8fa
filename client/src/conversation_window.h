// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversation_book.h"

#include <confab/client/conversation_model.h>

#include <QMap>
#include <QPointer>

namespace confab::client
{

class AnswerBook;
class Cache;
class HistoryLoader;
class Outbox;
class RowMaker;
class Session;
class ThreadMarks;

// One open conversation: the messages held in memory around what is seen, loaded from the cache, then from the server,
// and the model that shows them with what waits in the outbox below. UI thread.
class ConversationWindow : public QObject
{
    Q_OBJECT

public:
    struct Sources {
        Session &session;
        Cache &cache;
        ConversationBook &book;
        HistoryLoader &history;
        const Outbox &outbox;
        const RowMaker &rows;
        const ThreadMarks &marks;
        const AnswerBook &answers;
    };

    ConversationWindow(QString conversation, Sources sources, QObject *parent = nullptr);

    [[nodiscard]] ConversationModel *model() const { return m_model; }

    // What a client has read so far is known: rows come from the cache, the newest, or where there is much to read
    // those around the mark of reading.
    void begin();
    // Messages that came from the server, of this conversation; `mineTold`: see ConversationWrite. What a sync of
    // everything brings is shown at its end, by connected(), so that the *New* line stands before anything is seen.
    void apply(const QList<protocol::Message> &messages, bool mineTold);
    void take(const OwnReaction &reaction);
    // As it is held in memory.
    [[nodiscard]] std::optional<protocol::Message> message(qint64 seq) const;
    // What is shown counts as stale; it stays until the server's newest page is here.
    void reset();
    // Everything shown is gone: another epoch, another person, a conversation one is no longer in.
    void clear();
    // There is a connection again: what could not be fetched may be now.
    void connected();
    // Something else that rows are made of changed: names, marks of reading, the outbox.
    void touch();
    // Shows the newest rows, wherever the window is.
    void toNewest();
    // Shows the rows around this seq, wherever the window is: from the cache, else from the server. What is shown stays
    // until they are here. Without a connection those nearest to it that are cached.
    void showAround(qint64 seq);
    // `seq` was read: how far that is, with the replies below it that only their threads show.
    [[nodiscard]] qint64 readThrough(qint64 seq) const;

Q_SIGNALS:
    // All that is shown was read before, and what came since is shown in threads alone.
    void readOn(qint64 seq);

private:
    void markNew();
    void loadBefore();
    void loadAfter();
    void loadGap(qint64 below);
    void loadNewest();
    void loadAround();
    void replaceAround(qint64 seq);
    void loadAnew();
    void fromCache(qint64 before, qint64 after);
    void fetchBefore(qint64 seq);
    bool put(const protocol::Message &message, bool mineTold = true);
    void trim(bool fromTop);
    void refresh();
    void addSummaries(QList<MessageRow> &rows) const;
    void readOnToEnd();
    void setLoading(bool loading);
    [[nodiscard]] qint64 lowest() const;
    [[nodiscard]] qint64 highest() const;
    [[nodiscard]] qint64 first() const;
    [[nodiscard]] qint64 newest() const;
    [[nodiscard]] bool heldInCache(qint64 seq) const;
    [[nodiscard]] qint64 heldFrom(qint64 seq) const; // its beginning, 0: not held
    [[nodiscard]] qint64 heldTo(qint64 seq) const;   // the end of the stretch with this seq, 0: not held
    [[nodiscard]] qint64 readTo() const;
    [[nodiscard]] bool farBehind() const;
    [[nodiscard]] bool syncing() const;

    QString m_conversation;
    Sources m_sources;
    ConversationModel *m_model;
    QMap<qint64, protocol::Message> m_messages;
    // Changed while rows are on their way that may hold them as they were before.
    QHash<qint64, protocol::Message> m_changedMeanwhile;
    qint64 m_floor = 1;        // the server has nothing below
    qint64 m_shownTo = 0;      // while a sync runs, others' messages above are not shown yet
    qint64 m_wantedAround = 0; // asked for while something else was loading
    qint64 m_waitingGap = 0;   // a hole that was seen while something else was loading
    bool m_begun = false;
    bool m_stale = false;
    bool m_detached = false; // rows below the window were let go: what comes new is not shown
    bool m_refreshQueued = false;
};

} // namespace confab::client
