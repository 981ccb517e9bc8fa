// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace confab::client
{

// Which seqs of a conversation are held: stretches without holes, ascending, never touching each other. A value.
class Spans
{
public:
    struct Span {
        qint64 from = 0;
        qint64 to = 0; // included
        bool operator==(const Span &) const = default;
    };

    [[nodiscard]] const QList<Span> &spans() const { return m_spans; }
    [[nodiscard]] bool isEmpty() const { return m_spans.isEmpty(); }
    [[nodiscard]] bool contains(qint64 seq) const;
    // The span that holds this seq.
    [[nodiscard]] std::optional<Span> around(qint64 seq) const;
    [[nodiscard]] qint64 top() const; // the highest seq held, 0: none
    [[nodiscard]] qint64 count() const;

    void add(qint64 from, qint64 to);
    void add(qint64 seq) { add(seq, seq); }
    // Everything below is not held any more.
    void dropBelow(qint64 seq);
    void clear() { m_spans.clear(); }

    // "1-40 45 90-95", and back. Text that is none gives empty spans: what they stand for is then fetched anew.
    [[nodiscard]] QString toString() const;
    [[nodiscard]] static Spans fromString(const QString &text);

    bool operator==(const Spans &) const = default;

private:
    QList<Span> m_spans;
};

} // namespace confab::client
