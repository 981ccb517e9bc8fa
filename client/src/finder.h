// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache_finding.h"

#include <confab/client/problem.h>
#include <confab/client/timing.h>
#include <confab/protocol/events.h>

#include <QObject>

#include <memory>

namespace confab::client
{

class Cache;
class ConversationBook;
class Session;
class UserBook;

// Finds messages: by the server's search where there is one, else in the cache; the lists of a conversation; the first
// message of a day. What it finds is shown, not kept: pages with holes are none of the book's. UI thread.
class Finder : public QObject
{
    Q_OBJECT

public:
    struct Sources {
        Session &session;
        Cache &cache;
        const ConversationBook &book;
        UserBook &users;
        const protocol::User &me;
        const protocol::Welcome &welcome;
    };

    Finder(Sources sources, Timing timing, QObject *parent = nullptr);
    ~Finder() override;

    // As ChatClient documents them.
    void search(const SearchQuery &query, const SearchPlace &from, Reply<SearchPage> reply);
    void listPinned(const QString &conversation, std::optional<qint64> before, Reply<MessageList> reply);
    void listFiles(const QString &conversation, std::optional<qint64> before, Reply<MessageList> reply);
    void listLinks(const QString &conversation, std::optional<qint64> before, Reply<MessageList> reply);
    void listUnread(std::optional<qint64> before, Reply<MessageList> reply);
    void seqOfDate(const QString &conversation, const QDate &date, Reply<qint64> reply);

    // Those of these messages that are held, ascending by seq.
    void held(const QString &conversation, const QList<qint64> &seqs,
              std::function<void(QList<protocol::Message>)> reply);

private:
    struct Hunt;
    struct DateHunt;

    // False: it names a conversation or a person that is not known; nothing can be found.
    [[nodiscard]] bool resolve(SearchFilter &filter, const SearchQuery &query) const;
    [[nodiscard]] std::optional<QString> conversationNamed(const QString &name) const;
    void resolveAuthor(SearchFilter &filter, const QString &name) const;
    void searchCache(const SearchFilter &filter, const SearchPlace &from, Reply<SearchPage> reply);
    void askServer(const std::shared_ptr<Hunt> &hunt);
    void answered(const std::shared_ptr<Hunt> &hunt, const Expected<protocol::Found, Problem> &found);
    void listHeld(HeldKind kind, const QString &conversation, std::optional<qint64> before, Reply<MessageList> reply);
    void askForDate(const std::shared_ptr<DateHunt> &hunt);

    Sources m_sources;
    Timing m_timing;
    QSet<int> m_timers;
};

} // namespace confab::client
