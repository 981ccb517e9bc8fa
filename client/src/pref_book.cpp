// SPDX-License-Identifier: GPL-3.0-or-later
#include "pref_book.h"

#include "asking.h"
#include "cache.h"
#include "retry_wait.h"

#include <confab/protocol/names.h>

#include <QPointer>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

// Of what is sent in one frame, as UTF-8; JSON may write it twice as long.
constexpr qsizetype mostBytes = 12 * 1024;

bool keepsNone(protocol::ErrorCode code)
{
    using Code = protocol::ErrorCode;
    return code == Code::UnknownType || code == Code::Forbidden || code == Code::BadFrame;
}

} // namespace

PrefBook::PrefBook(Session &session, Cache &cache, Timing timing, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_cache(cache)
    , m_timing(std::move(timing))
{
}

PrefBook::~PrefBook()
{
    m_timing.scheduler->cancel(m_timer);
    m_timing.scheduler->cancel(m_retryTimer);
}

void PrefBook::load(const QList<StoredPref> &prefs)
{
    for (const StoredPref &pref : prefs) {
        // What was set before this was read is newer.
        if (!m_entries.contains(pref.key))
            m_entries.insert(pref.key, {pref.value, pref.unsent});
    }
    schedule();
}

void PrefBook::clear()
{
    m_entries.clear();
    m_unseen.clear();
}

QString PrefBook::value(const QString &key) const
{
    return m_entries.value(key).value;
}

void PrefBook::set(const QString &key, const QString &value, int delayMs)
{
    if (this->value(key) == value || key.toUtf8().size() > protocol::limits::prefKeyBytes ||
        value.toUtf8().size() > protocol::limits::textBytes)
        return;
    m_unseen.remove(key);
    m_entries.insert(key, {value, true, false, m_timing.scheduler->nowMs() + delayMs});
    keep(key);
    schedule();
    Q_EMIT changed(key);
}

void PrefBook::keep(const QString &key)
{
    const auto it = m_entries.constFind(key);
    m_cache.putPref(it == m_entries.constEnd() ? StoredPref{key, {}, false} : StoredPref{key, it->value, it->unsent});
}

// --- from the server --------------------------------------------------------------------------------------------

void PrefBook::take(const protocol::PrefList &push)
{
    merge(push.prefs);
}

void PrefBook::merge(const QList<protocol::Pref> &prefs)
{
    for (const protocol::Pref &pref : prefs)
        put(pref.key, pref.value);
}

void PrefBook::put(const QString &key, const QString &value)
{
    m_unseen.remove(key);
    const auto it = m_entries.constFind(key);
    const bool held = it != m_entries.constEnd();
    if ((held && it->unsent) || this->value(key) == value)
        return;
    if (!held && m_entries.size() >= 2 * protocol::limits::prefsInAll)
        return;
    if (value.isEmpty())
        m_entries.remove(key);
    else
        m_entries.insert(key, {value});
    keep(key);
    Q_EMIT changed(key);
}

void PrefBook::resume(bool guest)
{
    if (guest)
        return;
    m_running = true;
    m_listing = true;
    m_singly = false;
    for (Entry &entry : m_entries)
        entry.refused = false;
    const QStringList held = m_entries.keys();
    m_unseen = QSet<QString>(held.begin(), held.end());
    ask({});
}

void PrefBook::pause()
{
    m_running = false;
    m_listing = false;
    m_inFlight = false;
    ++m_round;
    m_timing.scheduler->cancel(std::exchange(m_timer, 0));
    m_timing.scheduler->cancel(std::exchange(m_retryTimer, 0));
}

void PrefBook::again(const Problem &problem, std::function<void()> call)
{
    m_timing.scheduler->cancel(m_retryTimer);
    m_retryTimer = m_timing.scheduler->after(retryWaitMs(problem.retryAfterMs), [this, call = std::move(call)] {
        m_retryTimer = 0;
        call();
    });
}

void PrefBook::ask(const QString &after)
{
    protocol::Prefs prefs;
    prefs.after = after;
    askFor<protocol::PrefList>(
        m_session, prefs,
        [this, guard = QPointer(this), round = m_round, after](const Expected<protocol::PrefList, Problem> &page) {
            if (!guard || round != m_round)
                return;
            if (!page) {
                if (!page.error().offline && protocol::isFinal(page.error().code))
                    m_running = false; // on this computer alone
                else if (!page.error().offline)
                    again(page.error(), [this, after] { ask(after); });
                return;
            }
            merge(page->prefs);
            // A server that gives the same place for ever is not followed.
            if (!page->next.isEmpty() && protocol::keyLess(after, page->next))
                ask(page->next);
            else
                listed();
        });
}

void PrefBook::listed()
{
    m_listing = false;
    // Removed on another device.
    const QSet<QString> gone = std::exchange(m_unseen, {});
    for (const QString &key : gone)
        put(key, {});
    schedule();
}

// --- to the server ----------------------------------------------------------------------------------------------

void PrefBook::schedule()
{
    if (!m_running || m_listing || m_inFlight || m_retryTimer != 0)
        return;
    std::optional<qint64> due;
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.unsent && !entry.refused)
            due = std::min(due.value_or(entry.dueMs), entry.dueMs);
    }
    m_timing.scheduler->cancel(std::exchange(m_timer, 0));
    if (!due)
        return;
    const qint64 wait = *due - m_timing.scheduler->nowMs();
    if (wait <= 0) {
        send();
        return;
    }
    m_timer = m_timing.scheduler->after(static_cast<int>(wait), [this] {
        m_timer = 0;
        send();
    });
}

void PrefBook::send()
{
    protocol::Prefs prefs;
    qsizetype bytes = 0;
    for (auto it = m_entries.constBegin(); it != m_entries.constEnd(); ++it) {
        if (!it->unsent || it->refused || it->dueMs > m_timing.scheduler->nowMs())
            continue;
        const qsizetype size = it.key().toUtf8().size() + it->value.toUtf8().size();
        if (!prefs.set.isEmpty() &&
            (m_singly || bytes + size > mostBytes || prefs.set.size() == protocol::limits::prefsInFrame))
            break;
        bytes += size;
        prefs.set.append({it.key(), it->value});
    }
    if (prefs.set.isEmpty()) {
        schedule();
        return;
    }
    m_inFlight = true;
    askForAck(m_session, prefs,
              [this, guard = QPointer(this), round = m_round,
               sent = prefs.set](const Expected<std::monostate, Problem> &answer) {
                  if (guard && round == m_round)
                      answered(sent, answer ? std::nullopt : std::optional(answer.error()));
              });
}

void PrefBook::answered(const QList<protocol::Pref> &sent, const std::optional<Problem> &problem)
{
    m_inFlight = false;
    if (problem && problem->offline)
        return; // the next connection sends it
    if (problem && !protocol::isFinal(problem->code)) {
        again(*problem, [this] { schedule(); });
        return;
    }
    if (problem && keepsNone(problem->code)) {
        m_running = false;
        return;
    }
    if (problem && sent.size() > 1) {
        m_singly = true;
    } else {
        for (const protocol::Pref &pref : sent) {
            const auto it = m_entries.find(pref.key);
            // Changed meanwhile, it is sent again.
            if (it == m_entries.end() || it->value != pref.value)
                continue;
            if (problem) {
                it->refused = true;
                continue;
            }
            it->unsent = false;
            if (it->value.isEmpty())
                m_entries.erase(it);
            keep(pref.key);
        }
    }
    schedule();
}

} // namespace confab::client
