// SPDX-License-Identifier: GPL-3.0-or-later
#include "sse_reader.h"

#include <utility>

namespace confab::bots
{

std::optional<QList<QByteArray>> SseReader::take(const QByteArray &bytes)
{
    QList<QByteArray> events;
    for (const char c : bytes) {
        // A line ends with CR, LF or both.
        const bool secondHalf = std::exchange(m_afterCr, c == '\r') && c == '\n';
        if (secondHalf)
            continue;
        if (c == '\n' || c == '\r') {
            takeLine(std::exchange(m_line, {}), events);
            continue;
        }
        m_line.append(c);
        if (m_line.size() + m_data.size() > m_largest)
            return std::nullopt;
    }
    return events;
}

QByteArray SseReader::rest()
{
    QList<QByteArray> events;
    takeLine(std::exchange(m_line, {}), events);
    takeLine({}, events);
    return events.value(0);
}

void SseReader::takeLine(const QByteArray &line, QList<QByteArray> &events)
{
    if (line.isEmpty()) {
        if (std::exchange(m_hasData, false))
            events.append(std::exchange(m_data, {}));
        return;
    }
    const qsizetype colon = line.indexOf(':');
    if ((colon < 0 ? line : line.first(colon)) != "data")
        return;
    QByteArray value = colon < 0 ? QByteArray() : line.sliced(colon + 1);
    if (value.startsWith(' '))
        value.remove(0, 1);
    if (m_hasData)
        m_data.append('\n');
    m_data.append(value);
    m_hasData = true;
}

} // namespace confab::bots
