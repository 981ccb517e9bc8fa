// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/chat_client.h>

// Rows for the tests of the conversation view.
namespace confab::tests
{

inline client::MessageRow sampleRow(qint64 seq, const QString &text, const QString &author = QStringLiteral("ben"),
                                    const QDateTime &at = QDateTime(QDate(2026, 3, 2), QTime(14, 0), Qt::UTC))
{
    client::MessageRow row;
    row.seq = seq;
    row.id = QStringLiteral("id-%1").arg(seq);
    row.author = author;
    row.authorName = author;
    row.at = at;
    row.text = text;
    return row;
}

// Of unlike heights and authors, ten minutes apart every fifth time.
inline QList<client::MessageRow> sampleRows(qint64 firstSeq, int count)
{
    QList<client::MessageRow> rows;
    for (int i = 0; i < count; ++i) {
        const qint64 seq = firstSeq + i;
        QString text = QStringLiteral("Message %1").arg(seq);
        if (seq % 3 == 0)
            text += QStringLiteral("\n\nA second paragraph that is long enough to be broken into lines ").repeated(4);
        if (seq % 7 == 0)
            text += QStringLiteral("\n```\nint code;\n```");
        const QDateTime at = QDateTime(QDate(2026, 3, 2), QTime(8, 0), Qt::UTC).addSecs(60 * 10 * (seq / 5));
        rows.append(sampleRow(seq, text, QStringLiteral("author%1").arg(seq / 4 % 3), at));
    }
    return rows;
}

} // namespace confab::tests
