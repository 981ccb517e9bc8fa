// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace confab::bots
{

// Server-sent events as they come in pieces; of each event its data alone. (HTML standard, 9.2.6.)
class SseReader
{
public:
    // An event of more bytes than that is an error.
    explicit SseReader(qsizetype largestEvent)
        : m_largest(largestEvent)
    {
    }

    // The events that are whole now; nothing: one is too large, and no more is read.
    [[nodiscard]] std::optional<QList<QByteArray>> take(const QByteArray &bytes);
    // What came last, where the stream ended without the empty line behind it.
    [[nodiscard]] QByteArray rest();

private:
    void takeLine(const QByteArray &line, QList<QByteArray> &events);

    qsizetype m_largest;
    QByteArray m_line;
    QByteArray m_data;
    bool m_hasData = false;
    bool m_afterCr = false;
};

} // namespace confab::bots
