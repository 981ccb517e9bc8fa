// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversation_book.h"

#include <confab/client/problem.h>

#include <QObject>
#include <QPointer>

namespace confab::client
{

class Session;

// Fetches pages of history, one at a time for a conversation, and puts them into the book. Pages that nobody waits for
// (the newest of conversations that were reset) are fetched one after another behind. UI thread.
class HistoryLoader : public QObject
{
    Q_OBJECT

public:
    // How many messages came; the problem where none could be fetched.
    using Done = std::function<void(Expected<qsizetype, Problem>)>;

    HistoryLoader(Session &session, ConversationBook &book, QObject *parent = nullptr);

    void before(const QString &conversation, qint64 seq, Done done);
    void after(const QString &conversation, qint64 seq, Done done);
    void around(const QString &conversation, qint64 seq, Done done);
    void newest(const QString &conversation, Done done);
    // A page of a thread below `before` (0: the newest), with what it says of its edges.
    void thread(const QString &conversation, qint64 root, qint64 before,
                std::function<void(Expected<protocol::Messages, Problem>)> done);
    // The newest page some time soon, for reading offline later.
    void prefetch(const QString &conversation);
    void abandon();

Q_SIGNALS:
    void applied(const confab::client::ConversationBook::Applied &applied);

private:
    void ask(protocol::History history, Done done);
    void askPage(protocol::History history, std::function<void(Expected<protocol::Messages, Problem>)> done);
    void prefetchNext();

    Session &m_session;
    ConversationBook &m_book;
    QStringList m_prefetch;
    bool m_prefetching = false;
};

} // namespace confab::client
