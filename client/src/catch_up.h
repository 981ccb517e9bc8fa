// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backoff.h"
#include "conversation_book.h"

#include <confab/client/problem.h>
#include <confab/client/timing.h>

#include <QObject>
#include <QPointer>
#include <QSet>

namespace confab::client
{

class Session;

// Asks the server for what is missing: the whole sync after signing in, and single conversations whose revs had a gap.
// What comes goes into the book; what is to be kept and drawn is told. Where the server has no time for it, it is asked
// again later on the same connection. UI thread.
class CatchUp : public QObject
{
    Q_OBJECT

public:
    CatchUp(Session &session, ConversationBook &book, Timing timing, QObject *parent = nullptr);
    ~CatchUp() override;

    // Everything: what is held by cursors, then what the server has besides.
    void begin();
    // One conversation; asked once however often it is wanted meanwhile.
    void want(const QString &conversation);
    // The connection is gone.
    void abandon();

Q_SIGNALS:
    void applied(const confab::client::ConversationBook::Applied &applied);
    void gone(const QString &conversation);
    // begin() has come to its end.
    void finished();

private:
    // A frame of the whole sync, or one for single conversations.
    struct Asked {
        QStringList named;
        int round = 0; // of the whole sync; 0: it is none
        bool last = false;
    };

    void askAll();
    void askFor(const QStringList &conversations);
    void ask(const QList<protocol::Since> &since, int round, bool last);
    void onPart(const Asked &asked, const protocol::ServerEvent &event);
    void onEnd(const Asked &asked, const Expected<protocol::ServerEvent, Problem> &answer);
    void onRefused(const Asked &asked, const Problem &problem);
    void take(const Asked &asked, const protocol::Synced &synced);
    void askWanted();
    void askRefused();

    Session &m_session;
    ConversationBook &m_book;
    Timing m_timing;
    Backoff m_backoff;
    QSet<QString> m_running;      // single ones on their way
    QSet<QString> m_wanted;       // to be asked when the timer fires, or when the whole sync has ended
    QList<QStringList> m_refused; // single ones, as they were asked together, for when the retry timer fires
    // What the frames of the whole sync name that come before its last one, which is answered with what the client does
    // not hold. A server that keeps nothing between two frames (on AWS) counts these among it.
    QSet<QString> m_namedBefore;
    bool m_whole = false;
    int m_round = 0; // answers of an earlier one end nothing
    int m_timer = 0;
    int m_retryTimer = 0;
};

} // namespace confab::client
