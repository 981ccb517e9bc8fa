// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/row_cache.h"

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
// Some screens in each direction; a layout is about 2 KiB and grows with its text.
constexpr int mostBytes = 4 * 1024 * 1024;
constexpr int bytesOfLayout = 2 * 1024;
constexpr int bytesOfCharacter = 64;
} // namespace

RowCache::RowCache()
    : m_entries(mostBytes)
{
}

const RowLayout &RowCache::layout(const QList<client::MessageRow> &rows, int index, int width, qint64 newFromSeq,
                                  bool tellWaiting)
{
    const client::MessageRow &row = rows.at(index);
    RowContext context = contextOf(rows, index, newFromSeq, tellWaiting);
    context.revealed = revealed.value(row.id);
    const QString key = row.kind == client::MessageRow::Kind::Gap ? u"gap %1"_s.arg(row.seq) : row.id;
    if (const Entry *entry = m_entries.object(key);
        entry && entry->width == width && entry->context == context && entry->row == row)
        return entry->layout;
    auto *entry = new Entry{row, context, width, layoutRow(row, context, width, metrics)};
    const qsizetype cost = bytesOfLayout + row.text.size() * bytesOfCharacter;
    m_entries.insert(key, entry, std::min<qsizetype>(cost, mostBytes));
    return entry->layout;
}

} // namespace confab::ui
