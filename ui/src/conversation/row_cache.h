// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/ui/conversation/row_layout.h>

#include <QCache>

namespace confab::ui
{

// Layouts of the rows that were near lately, by message; never an old one, as row, context and width are compared.
class RowCache
{
public:
    RowCache();

    // Valid until the next call.
    const RowLayout &layout(const QList<client::MessageRow> &rows, int index, int width, qint64 newFromSeq,
                            bool tellWaiting);
    void clear() { m_entries.clear(); }
    [[nodiscard]] qsizetype size() const { return m_entries.size(); }

    RowMetrics metrics;
    QHash<QString, quint32> revealed; // spoilers that were asked for, by message; see RowContext

private:
    struct Entry {
        client::MessageRow row;
        RowContext context;
        int width;
        RowLayout layout;
    };
    QCache<QString, Entry> m_entries;
};

} // namespace confab::ui
