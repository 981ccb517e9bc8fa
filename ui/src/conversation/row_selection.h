// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/message_row.h>

#include <utility>

namespace confab::ui
{

// What is marked for copying: characters of one message, or several messages as a whole. Messages by id, so that rows
// may come and go meanwhile.
class RowSelection
{
public:
    void clear();
    // Begins with a character of a message.
    void start(const QString &id, qsizetype character);
    // Goes on to a character of the same message, or to another message.
    void extend(const QString &id, qsizetype character);
    // Characters of one message.
    void set(const QString &id, qsizetype start, qsizetype end);

    // Messages as a whole, from one to the other, which may be the same.
    void setWhole(const QString &from, const QString &to);

    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] bool whole() const { return several() || m_whole; }
    [[nodiscard]] const QString &from() const { return m_from; }
    [[nodiscard]] bool started() const { return !m_from.isEmpty(); }
    [[nodiscard]] bool several() const { return m_from != m_to; }
    // First and last selected character + 1 in this row of `rows`; equal: none.
    [[nodiscard]] std::pair<qsizetype, qsizetype> in(const QList<client::MessageRow> &rows, qsizetype index) const;
    // The messages that are selected as a whole, oldest first; of one in part, that one.
    [[nodiscard]] QStringList ids(const QList<client::MessageRow> &rows) const;
    // As plain text; several messages each with time and sender. `myNames` as they were laid out with.
    [[nodiscard]] QString text(const QList<client::MessageRow> &rows, const QStringList &myNames) const;

private:
    [[nodiscard]] std::pair<qsizetype, qsizetype> range(const QList<client::MessageRow> &rows) const;

    QString m_from;
    QString m_to;
    qsizetype m_start = 0;
    qsizetype m_end = 0;
    bool m_whole = false;
};

} // namespace confab::ui
