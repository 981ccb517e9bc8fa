// SPDX-License-Identifier: GPL-3.0-or-later
#include "spans.h"

#include <QStringList>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;

bool Spans::contains(qint64 seq) const
{
    return around(seq).has_value();
}

std::optional<Spans::Span> Spans::around(qint64 seq) const
{
    const auto it = std::lower_bound(m_spans.begin(), m_spans.end(), seq,
                                     [](const Span &span, qint64 wanted) { return span.to < wanted; });
    if (it == m_spans.end() || it->from > seq)
        return std::nullopt;
    return *it;
}

qint64 Spans::top() const
{
    return m_spans.isEmpty() ? 0 : m_spans.last().to;
}

qint64 Spans::count() const
{
    qint64 count = 0;
    for (const Span &span : m_spans)
        count += span.to - span.from + 1;
    return count;
}

void Spans::add(qint64 from, qint64 to)
{
    if (from < 1 || to < from)
        return;
    // The first span that is not wholly below, with a place between: spans that touch are one.
    const auto first = std::lower_bound(m_spans.begin(), m_spans.end(), from,
                                        [](const Span &span, qint64 wanted) { return span.to + 1 < wanted; });
    auto last = first;
    while (last != m_spans.end() && last->from <= to + 1) {
        from = std::min(from, last->from);
        to = std::max(to, last->to);
        ++last;
    }
    const auto place = m_spans.erase(first, last);
    m_spans.insert(place, Span{from, to});
}

void Spans::dropBelow(qint64 seq)
{
    while (!m_spans.isEmpty() && m_spans.first().to < seq)
        m_spans.removeFirst();
    if (!m_spans.isEmpty())
        m_spans.first().from = std::max(m_spans.first().from, seq);
}

QString Spans::toString() const
{
    QStringList parts;
    for (const Span &span : m_spans) {
        parts.append(span.from == span.to ? QString::number(span.from)
                                          : QString::number(span.from) + u'-' + QString::number(span.to));
    }
    return parts.join(u' ');
}

Spans Spans::fromString(const QString &text)
{
    Spans result;
    for (const QString &part : text.split(u' ', Qt::SkipEmptyParts)) {
        const QStringList ends = part.split(u'-');
        bool fromOk = false;
        bool toOk = false;
        const qint64 from = ends.first().toLongLong(&fromOk);
        const qint64 to = ends.last().toLongLong(&toOk);
        if (!fromOk || !toOk || from < 1 || to < from || ends.size() > 2)
            return {};
        result.add(from, to);
    }
    return result;
}

} // namespace confab::client
