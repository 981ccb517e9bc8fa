// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_parts.h"

using namespace Qt::StringLiterals;

namespace confab::app
{

namespace
{

client::MessageRow say(QList<client::MessageRow> &rows, const QString &author, const QString &name, int minute,
                       const QString &text)
{
    client::MessageRow row;
    row.seq = rows.size() + 1;
    row.id = u"part-%1"_s.arg(row.seq);
    row.author = author;
    row.authorName = name;
    row.at = QDateTime(QDate::currentDate(), QTime(14, minute)).toUTC();
    row.text = text;
    row.own = author == "mira"_L1;
    return row;
}

} // namespace

QList<client::MessageRow> samplePartRows()
{
    QList<client::MessageRow> rows;
    client::MessageRow row =
        say(rows, u"ben"_s, u"Ben Osei"_s, 5,
            u"Yes. A cold join from a `confab://` link is quick now:\n```sh\n# the first message\n"
            "confab-bench join --cold 'studio nord' | tee log\nif [ $? -eq 0 ]; then echo ok; fi\n```"_s);
    row.quote = client::QuotedMessage{1, u"ada"_s, u"Ada Lindqvist"_s, u"Shall we ship **1.4** on Friday?"_s, false};
    rows.append(row);

    row = say(rows, u"chloe"_s, u"Chloé Martin"_s, 9, u"New icons: thinner lines, and the same grid everywhere."_s);
    row.reactions = {{u"👍"_s, 3, true, {u"Mira Kovač"_s, u"Ben Osei"_s, u"Ada Lindqvist"_s}},
                     {u"🎉"_s, 1, false, {u"Ada Lindqvist"_s}}};
    row.replies = client::ThreadSummary{3, 40, true, {u"ben"_s, u"ada"_s}};
    row.pinned = true;
    rows.append(row);

    row = say(
        rows, u"ada"_s, u"Ada Lindqvist"_s, 12,
        u"What it costs, measured twice:\n\n| what | before | after |\n|---|--:|--:|\n| opening | 74 ms | **9 ms** |\n"
        "| a page of scrolling, with pictures and code | 4.1 ms | 1.8 ms |\n| `resize` | 12 ms | 3.7 ms |"_s);
    row.reactions = {{u"🚀"_s, 12, false, {u"Ben Osei"_s}}};
    rows.append(row);

    row = say(rows, u"mira"_s, u"Mira Kovač"_s, 14, u"The film? ||He was a ghost all along||, so do not ask noor."_s);
    row.edited = true;
    row.state = client::MessageRow::State::Read;
    rows.append(row);
    row = say(rows, u"mira"_s, u"Mira Kovač"_s, 15, u"And Friday it is."_s);
    row.change = client::MessageRow::Change::Edit;
    rows.append(row);
    row = say(rows, u"mira"_s, u"Mira Kovač"_s, 16, u"This was for another room."_s);
    row.change = client::MessageRow::Change::Deletion;
    rows.append(row);
    row = say(rows, u"mira"_s, u"Mira Kovač"_s, 17, u"Build 412, on six systems."_s);
    row.change = client::MessageRow::Change::Conflict;
    row.ownText = u"Build 412, on seven systems."_s;
    rows.append(row);

    row = say(
        rows, u"tom"_s, u"Tom Becker"_s, 20,
        u"Answered there, and for everybody:\n```cpp\n// How many are here.\nint count(const QString &room)\n{\n    "
        "return room.isEmpty() ? 0 : 42;\n}\n```"_s);
    row.thread = 2;
    row.alsoRoom = true;
    rows.append(row);
    row = say(rows, u"diego"_s, u"Diego Ramos"_s, 24, u"@mira can you approve the wording before five?"_s);
    row.mentions = {u"mira"_s};
    row.mentionsMe = true;
    row.quote = client::QuotedMessage{3, u"ada"_s, u"Ada Lindqvist"_s, {}, true};
    row.reactions = {{u"👀"_s, 1, true, {u"Mira Kovač"_s}}};
    rows.append(row);
    return rows;
}

} // namespace confab::app
