// SPDX-License-Identifier: GPL-3.0-or-later
#include "typing_book.h"

#include <confab/protocol/limits.h>

#include <algorithm>

namespace confab::client
{

namespace
{

// Nothing shows more of them, and a server may send any number.
constexpr qsizetype mostTyping = 50;
constexpr qsizetype mostTypedIn = 500;
constexpr int sweepMs = 500;

} // namespace

TypingBook::TypingBook(Timing timing, QObject *parent)
    : QObject(parent)
    , m_timing(std::move(timing))
{
}

TypingBook::~TypingBook()
{
    m_timing.scheduler->cancel(m_timer);
}

void TypingBook::put(const QString &conversation, const QString &username, bool on)
{
    const auto it = m_marks.find(conversation);
    if (it == m_marks.end() && (!on || m_marks.size() >= mostTypedIn))
        return;
    QList<Mark> &marks = it == m_marks.end() ? m_marks[conversation] : *it;
    const auto mark =
        std::find_if(marks.begin(), marks.end(), [&](const Mark &each) { return each.username == username; });
    const qint64 lapsesAt = m_timing.scheduler->nowMs() + protocol::limits::typingLapseMs;
    if (on && mark != marks.end()) {
        mark->lapsesAt = lapsesAt;
        return;
    }
    if (on) {
        if (marks.size() >= mostTyping)
            return;
        marks.append({username, lapsesAt});
        schedule();
    } else {
        if (mark == marks.end())
            return;
        marks.erase(mark);
        if (marks.isEmpty())
            m_marks.remove(conversation);
    }
    Q_EMIT changed(conversation);
}

void TypingBook::clear()
{
    const auto marks = std::exchange(m_marks, {});
    for (auto it = marks.begin(); it != marks.end(); ++it)
        Q_EMIT changed(it.key());
}

QStringList TypingBook::usernames(const QString &conversation) const
{
    QStringList names;
    for (const Mark &mark : m_marks.value(conversation))
        names.append(mark.username);
    return names;
}

void TypingBook::schedule()
{
    if (m_timer != 0)
        return;
    m_timer = m_timing.scheduler->after(sweepMs, [this] {
        m_timer = 0;
        sweep();
    });
}

void TypingBook::sweep()
{
    const qint64 now = m_timing.scheduler->nowMs();
    QStringList changedOnes;
    for (auto it = m_marks.begin(); it != m_marks.end();) {
        if (it->removeIf([&](const Mark &mark) { return mark.lapsesAt <= now; }) > 0)
            changedOnes.append(it.key());
        it = it->isEmpty() ? m_marks.erase(it) : std::next(it);
    }
    if (!m_marks.isEmpty())
        schedule();
    for (const QString &conversation : std::as_const(changedOnes))
        Q_EMIT changed(conversation);
}

} // namespace confab::client
