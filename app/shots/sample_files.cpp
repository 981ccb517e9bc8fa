// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_files.h"

#include <QLinearGradient>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

using namespace Qt::StringLiterals;

namespace confab::app
{

namespace
{

using Row = client::MessageRow;
using State = client::ShownFile::State;

constexpr qint64 kib = 1024;
constexpr qint64 mib = 1024 * kib;

client::ShownFile file(const QString &name, qint64 size, State state, qint64 done = 0)
{
    client::ShownFile made;
    made.id = name;
    made.name = name;
    made.size = size;
    made.state = state;
    made.done = done;
    return made;
}

Row say(QList<Row> &rows, const QString &author, const QString &name, int minute, const QString &text,
        const QList<client::ShownFile> &files)
{
    Row row;
    row.seq = rows.size() + 1;
    row.id = u"file-%1"_s.arg(row.seq);
    row.author = author;
    row.authorName = name;
    row.at = QDateTime(QDate::currentDate(), QTime(14, minute)).toUTC();
    row.text = text;
    row.own = author == "mira"_L1;
    row.files = files;
    return row;
}

} // namespace

QString samplePicture(const QString &folder, const QString &name, QSize size, int hue)
{
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient sky(0, 0, 0, size.height());
    sky.setColorAt(0, QColor::fromHsv(hue, 90, 235));
    sky.setColorAt(1, QColor::fromHsv((hue + 40) % 360, 50, 250));
    painter.fillRect(image.rect(), sky);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 246, 220));
    const int sun = size.height() / 6;
    painter.drawEllipse(QPoint(size.width() * 3 / 4, size.height() / 3), sun / 2, sun / 2);
    for (int hill = 0; hill < 4; ++hill) {
        QPainterPath path;
        path.moveTo(0, size.height());
        for (int x = 0; x <= size.width(); x += 4) {
            const double along = x * 6.0 / size.width() + hill * 1.7;
            path.lineTo(x, size.height() * (0.5 + hill * 0.12 + 0.06 * std::sin(along) + 0.02 * std::sin(along * 3.1)));
        }
        path.lineTo(size.width(), size.height());
        painter.setBrush(QColor::fromHsv((hue + 160) % 360, 60 + hill * 30, 190 - hill * 38));
        painter.drawPath(path);
    }
    painter.end();
    const QString path = folder + u'/' + name;
    return image.save(path) ? path : QString();
}

QList<Row> sampleFileRows(const QString &folder)
{
    const auto picture = [&folder](const QString &name, QSize size, int hue, State state = State::Here) {
        client::ShownFile made = file(name, 840 * kib, state);
        made.picture = size;
        made.path = samplePicture(folder, name, size, hue);
        return made;
    };
    QList<Row> rows;
    rows << say(rows, u"chloe"_s, u"Chloé Martin"_s, 2, u"The view from the new studio:"_s,
                {picture(u"studio.png"_s, {960, 480}, 200)});
    client::ShownFile away = file(u"garden.jpg"_s, 2 * mib, State::Away);
    away.picture = {1200, 800};
    rows << say(rows, u"ben"_s, u"Ben Osei"_s, 6, {},
                {picture(u"one.png"_s, {400, 300}, 20), picture(u"two.png"_s, {300, 500}, 120), away,
                 picture(u"three.png"_s, {500, 300}, 280), picture(u"four.png"_s, {90, 60}, 330)});
    client::ShownFile coming = file(u"Recording of the meeting, 27 November.mp4"_s, 48 * mib, State::Moving, 31 * mib);
    client::ShownFile failed = file(u"figures.xlsx"_s, 310 * kib, State::Failed);
    failed.failure = u"The server does not have this file any more."_s;
    client::ShownFile here = file(u"Release notes 1.4.pdf"_s, 184 * kib, State::Here);
    here.path = folder + u"/notes.pdf"_s;
    rows << say(rows, u"ada"_s, u"Ada Lindqvist"_s, 9, u"All there is for the meeting."_s,
                {here,
                 file(u"a-very-long-name-of-an-archive-that-nobody-will-ever-read-to-its-end-2026-11-28.tar.gz"_s,
                      12 * mib, State::Away),
                 coming, failed});
    Row own = say(rows, u"mira"_s, u"Mira Kovač"_s, 12, {}, {picture(u"sketch.png"_s, {320, 200}, 60)});
    own.state = Row::State::Read;
    rows << own;
    client::ShownFile first = picture(u"poster.png"_s, {420, 240}, 240, State::Moving);
    first.upload = true;
    first.size = 6 * mib;
    first.done = 4 * mib;
    client::ShownFile second = file(u"poster-print.pdf"_s, 22 * mib, State::Waiting);
    second.upload = true;
    own =
        say(rows, u"mira"_s, u"Mira Kovač"_s, 13, u"And the poster, for the screen and for print."_s, {first, second});
    own.seq = 0;
    own.state = Row::State::Waiting;
    own.changeable = true;
    rows << own;
    client::ShownFile lost = file(u"budget.ods"_s, 96 * kib, State::Failed);
    lost.upload = true;
    own = say(rows, u"mira"_s, u"Mira Kovač"_s, 14, {}, {lost});
    own.seq = 0;
    own.state = Row::State::Failed;
    own.failure = u"budget.ods has changed since it was chosen."_s;
    own.changeable = true;
    rows << own;
    return rows;
}

} // namespace confab::app
