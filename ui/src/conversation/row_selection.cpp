// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/row_selection.h"

#include <confab/client/words.h>
#include <confab/ui/conversation/row_layout.h>

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace confab::ui
{

namespace
{

qsizetype indexOf(const QList<client::MessageRow> &rows, const QString &id)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&id](const client::MessageRow &row) {
        return row.kind == client::MessageRow::Kind::Message && row.id == id;
    });
    return found == rows.end() ? -1 : found - rows.begin();
}

} // namespace

void RowSelection::clear()
{
    *this = {};
}

void RowSelection::start(const QString &id, qsizetype character)
{
    set(id, character, character);
}

void RowSelection::extend(const QString &id, qsizetype character)
{
    m_to = id;
    m_end = character;
}

void RowSelection::set(const QString &id, qsizetype start, qsizetype end)
{
    m_whole = false;
    m_from = id;
    m_to = id;
    m_start = start;
    m_end = end;
}

void RowSelection::setWhole(const QString &from, const QString &to)
{
    *this = {};
    m_from = from;
    m_to = to;
    m_end = std::numeric_limits<qsizetype>::max();
    m_whole = true;
}

bool RowSelection::isEmpty() const
{
    return m_from.isEmpty() || (m_from == m_to && m_start == m_end);
}

std::pair<qsizetype, qsizetype> RowSelection::range(const QList<client::MessageRow> &rows) const
{
    const qsizetype from = indexOf(rows, m_from);
    const qsizetype to = indexOf(rows, m_to);
    if (from < 0 || to < 0)
        return {0, -1};
    return {std::min(from, to), std::max(from, to)};
}

std::pair<qsizetype, qsizetype> RowSelection::in(const QList<client::MessageRow> &rows, qsizetype index) const
{
    if (isEmpty())
        return {0, 0};
    if (!several()) {
        const client::MessageRow &row = rows.at(index);
        if (row.id != m_from || row.kind != client::MessageRow::Kind::Message)
            return {0, 0};
        return {std::min(m_start, m_end), std::max(m_start, m_end)};
    }
    const auto [first, last] = range(rows);
    if (index < first || index > last)
        return {0, 0};
    return {0, std::numeric_limits<qsizetype>::max()};
}

QStringList RowSelection::ids(const QList<client::MessageRow> &rows) const
{
    QStringList found;
    if (isEmpty())
        return found;
    const auto [first, last] = range(rows);
    for (qsizetype i = std::max<qsizetype>(first, 0); i <= last; ++i) {
        if (rows.at(i).kind == client::MessageRow::Kind::Message && !rows.at(i).deleted)
            found.append(rows.at(i).id);
    }
    return found;
}

QString RowSelection::text(const QList<client::MessageRow> &rows, const QStringList &myNames) const
{
    if (isEmpty())
        return {};
    const auto [first, last] = range(rows);
    if (!several() && first >= 0 && last >= first)
        return parseMessage(rows.at(first).text, myNames, rows.at(first).mentions)
            .plain(std::min(m_start, m_end), std::max(m_start, m_end));
    QStringList lines;
    for (qsizetype i = std::max<qsizetype>(first, 0); i <= last; ++i) {
        const client::MessageRow &row = rows.at(i);
        if (row.kind != client::MessageRow::Kind::Message || row.deleted)
            continue;
        lines.append(QCoreApplication::translate("ConversationView", "[%1] %2: %3", "copied: time, sender, text")
                         .arg(clockTime(row.at), client::senderOf(row), parseMessage(row.text).plain()));
    }
    return lines.join(QChar(u'\n'));
}

} // namespace confab::ui
