// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace confab::client
{

class ConversationBook;
class HistoryLoader;
class OutboxSender;

// After a server was set back to an earlier state: which of the messages that it had acknowledged does it still have?
// What the outbox holds as Sought is looked up in the conversations' history; what is not there has failed, and waits
// for the person. UI thread.
class LostMessages : public QObject
{
    Q_OBJECT

public:
    LostMessages(const ConversationBook &book, HistoryLoader &history, OutboxSender &outbox, QObject *parent = nullptr);

    // Begins, or goes on; with a connection that is synced.
    void look();
    // The connection is gone; the next look() begins again with what is left.
    void abandon();

Q_SIGNALS:
    // All were looked up, and so many are to be sent again by hand; not told of none.
    void lost(int count);

private:
    void next();
    void ask(const QString &id, const QString &conversation, qint64 seq);

    const ConversationBook &m_book;
    HistoryLoader &m_history;
    OutboxSender &m_outbox;
    bool m_looking = false;
    int m_round = 0; // answers of an earlier connection do not count
    int m_lost = 0;
};

} // namespace confab::client
