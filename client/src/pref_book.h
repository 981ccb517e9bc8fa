// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stored.h"

#include <confab/client/problem.h>
#include <confab/client/timing.h>

#include <QHash>
#include <QObject>
#include <QSet>

namespace confab::client
{

class Cache;
class Session;

// Kinds of what is kept of a conversation.
namespace prefs
{

inline constexpr auto muted = QLatin1StringView("muted");
inline constexpr auto favourite = QLatin1StringView("favourite");
inline constexpr auto archived = QLatin1StringView("archived");
inline constexpr auto unread = QLatin1StringView("unread"); // marked by hand
inline constexpr auto draft = QLatin1StringView("draft");

[[nodiscard]] inline QString keyOf(QLatin1StringView kind, const QString &conversation)
{
    return kind + u':' + conversation;
}

} // namespace prefs

// What an account keeps for all its devices: muted conversations, favourites, drafts, … by keys `KIND:CONVERSATION`.
// What was set here is marked until the server has it, also over a restart, and counts before what comes from there.
// Where the server keeps nothing (guests, an older one) it is kept on this computer alone. UI thread.
class PrefBook : public QObject
{
    Q_OBJECT

public:
    PrefBook(Session &session, Cache &cache, Timing timing, QObject *parent = nullptr);
    ~PrefBook() override;

    void load(const QList<StoredPref> &prefs);
    void clear();

    [[nodiscard]] QString value(const QString &key) const; // empty: nothing is kept
    [[nodiscard]] bool holds(const QString &key) const { return m_entries.contains(key); }
    // An empty value removes it. Sent after `delayMs` without another change. What is too long for the wire is not
    // taken.
    void set(const QString &key, const QString &value, int delayMs = 0);
    // What another device has set.
    void take(const protocol::PrefList &push);

    // Signed in: what the server keeps is read, then what it does not have is sent.
    void resume(bool guest);
    void pause();

Q_SIGNALS:
    void changed(const QString &key);

private:
    struct Entry {
        QString value;
        bool unsent = false;
        bool refused = false; // by this server: it is asked again with the next connection
        qint64 dueMs = 0;     // Scheduler::nowMs
    };

    void ask(const QString &after);
    void listed();
    void merge(const QList<protocol::Pref> &prefs);
    void put(const QString &key, const QString &value);
    void keep(const QString &key);
    void schedule();
    void send();
    void answered(const QList<protocol::Pref> &sent, const std::optional<Problem> &problem);
    void again(const Problem &problem, std::function<void()> call);

    Session &m_session;
    Cache &m_cache;
    Timing m_timing;
    QHash<QString, Entry> m_entries; // an empty value: removed, and the server does not know yet
    QSet<QString> m_unseen;          // held, and in no page of the list so far
    bool m_running = false;
    bool m_listing = false;
    bool m_inFlight = false;
    bool m_singly = false; // one of several was refused: which?
    int m_round = 0;       // answers of an earlier connection do not count
    int m_timer = 0;       // to send
    int m_retryTimer = 0;
};

} // namespace confab::client
