// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
// What comes goes into the book; what is to be kept and drawn is told. UI thread.
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
    void ask(const QList<protocol::Since> &since, bool last);
    void onPart(const protocol::ServerEvent &event);
    void onEnd(const QStringList &named, bool last, const Expected<protocol::ServerEvent, Problem> &answer);
    void take(const protocol::Synced &synced);
    void askWanted();

    Session &m_session;
    ConversationBook &m_book;
    Timing m_timing;
    QSet<QString> m_running; // single ones on their way
    QSet<QString> m_wanted;  // to be asked when the timer fires, or when the whole sync has ended
    bool m_whole = false;
    int m_timer = 0;
};

} // namespace confab::client
