// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/aws/late_work.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

namespace confab::aws
{

using namespace Qt::StringLiterals;

namespace
{

// Of 256 KiB; a frame has 32 at the most, and a connection's id some twenty bytes.
constexpr qsizetype mostBytes = 200 * 1024;
constexpr qsizetype mostConnections = 200;

// Most parcels hold the same: connections with the same frames stand together.
QJsonObject toJson(const LateParcels &late)
{
    QJsonArray groups;
    qsizetype next = 0;
    while (next < late.parcels.size()) {
        const Parcel &first = late.parcels[next];
        QJsonArray connections;
        while (next < late.parcels.size() && late.parcels[next].frames == first.frames &&
               late.parcels[next].close == first.close)
            connections.append(late.parcels[next++].connection);
        QJsonArray frames;
        for (const QByteArray &frame : first.frames)
            frames.append(QString::fromUtf8(frame));
        QJsonObject group{{u"connections"_s, connections}, {u"frames"_s, frames}};
        if (first.close)
            group["close"_L1] = true;
        groups.append(group);
    }
    QJsonObject object{{u"kind"_s, u"parcels"_s}, {u"api"_s, late.api.toString()}, {u"groups"_s, groups}};
    if (late.putOff > 0)
        object["putOff"_L1] = late.putOff;
    return object;
}

QJsonObject toJson(const LateQuestion &late)
{
    const core::BotQuestion &question = late.question;
    QJsonArray before;
    for (const core::BotTurn &turn : question.before)
        before.append(QJsonObject{{u"byBot"_s, turn.byBot}, {u"author"_s, turn.author}, {u"text"_s, turn.text}});
    const core::BotAsked &asked = question.asked;
    return {{u"kind"_s, u"question"_s},
            {u"api"_s, late.api.toString()},
            {u"bot"_s, late.bot},
            {u"startsOver"_s, late.startsOver},
            {u"text"_s, question.text},
            {u"session"_s, question.session},
            {u"locale"_s, question.locale},
            {u"before"_s, before},
            {u"asked"_s, QJsonObject{{u"conversation"_s, asked.conversation},
                                     {u"seq"_s, asked.seq},
                                     {u"asker"_s, asked.asker},
                                     {u"id"_s, asked.id}}}};
}

LateParcels parcelsOf(const QJsonObject &object)
{
    LateParcels late{QUrl(object["api"_L1].toString()), {}, object["putOff"_L1].toInt()};
    for (const QJsonValue &each : object["groups"_L1].toArray()) {
        Parcel parcel;
        parcel.close = each["close"_L1].toBool();
        for (const QJsonValue &frame : each["frames"_L1].toArray())
            parcel.frames.append(frame.toString().toUtf8());
        for (const QJsonValue &connection : each["connections"_L1].toArray()) {
            parcel.connection = connection.toString();
            late.parcels.append(parcel);
        }
    }
    return late;
}

LateQuestion questionOf(const QJsonObject &object)
{
    LateQuestion late;
    late.api = QUrl(object["api"_L1].toString());
    late.bot = object["bot"_L1].toString();
    late.startsOver = object["startsOver"_L1].toBool();
    core::BotQuestion &question = late.question;
    question.text = object["text"_L1].toString();
    question.session = object["session"_L1].toString();
    question.locale = object["locale"_L1].toString();
    for (const QJsonValue &turn : object["before"_L1].toArray())
        question.before.append({turn["byBot"_L1].toBool(), turn["author"_L1].toString(), turn["text"_L1].toString()});
    const QJsonObject asked = object["asked"_L1].toObject();
    question.asked = {.conversation = asked["conversation"_L1].toString(),
                      .seq = asked["seq"_L1].toInteger(),
                      .asker = asked["asker"_L1].toString(),
                      .id = asked["id"_L1].toString()};
    return late;
}

} // namespace

QByteArray encodeLate(const LateWork &work)
{
    QJsonObject object = std::visit([](const auto &late) { return toJson(late); }, work);
    QByteArray body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    // A model is told less of what was said before: the oldest is left out.
    for (QJsonArray before = object["before"_L1].toArray(); body.size() > mostBytes && !before.isEmpty();) {
        before.removeFirst();
        object["before"_L1] = before;
        body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    }
    return body;
}

QList<QByteArray> encodeLate(const QUrl &api, const QList<Parcel> &parcels, int putOff)
{
    QList<QByteArray> pieces;
    LateParcels piece{api, {}, putOff};
    qsizetype bytes = 0;
    const auto flush = [&] {
        if (!piece.parcels.isEmpty())
            pieces.append(encodeLate(LateWork(piece)));
        piece.parcels.clear();
        bytes = 0;
    };
    for (const Parcel &parcel : parcels) {
        if (piece.parcels.size() == mostConnections)
            flush();
        // JSON writes a frame of JSON with a backslash before each quotation mark.
        qsizetype own = 0;
        if (piece.parcels.isEmpty() || piece.parcels.last().frames != parcel.frames) {
            for (const QByteArray &frame : parcel.frames)
                own += frame.size() + frame.count('"') + frame.count('\\');
        }
        if (bytes + own > mostBytes)
            flush();
        bytes += own;
        piece.parcels.append(parcel);
    }
    flush();
    return pieces;
}

std::optional<LateWork> parseLate(const QByteArray &body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    const QString kind = object["kind"_L1].toString();
    if (kind == "parcels"_L1)
        return LateWork(parcelsOf(object));
    if (kind == "question"_L1)
        return LateWork(questionOf(object));
    return std::nullopt;
}

} // namespace confab::aws
