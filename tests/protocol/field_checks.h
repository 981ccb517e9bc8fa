// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "samples.h"

#include <confab/protocol/json_writer.h>
#include <confab/protocol/ulid.h>

#include <QJsonDocument>
#include <QStringList>

#include <concepts>

// The twin of every struct: what must hold for each of its fields, whatever the struct. Each check gives the list of
// what does not hold, empty where all is well.
namespace confab::protocol::test
{

template <class T, class Variant>
inline constexpr bool isAlternative = false;
template <class T, class... Alternatives>
inline constexpr bool isAlternative<T, std::variant<Alternatives...>> = (std::same_as<T, Alternatives> || ...);

// A command and an event go the whole way through bytes; a value is a part of some frame.
template <class T>
Expected<T, FrameError> readSample(QJsonObject object)
{
    const auto bytes = [&object] { return QJsonDocument(object).toJson(QJsonDocument::Compact); };
    if constexpr (isAlternative<T, ClientCommand> || isAlternative<T, ServerEvent>) {
        object.insert("type"_L1, T::verb);
        const auto pick = [](const auto &frame) -> Expected<T, FrameError> {
            if (!frame)
                return Unexpected{frame.error()};
            return std::get<T>(*frame);
        };
        if constexpr (isAlternative<T, ClientCommand>)
            return pick(parseCommand(bytes()));
        else
            return pick(parseEvent(bytes()));
    } else {
        return fromJson<T>(QJsonDocument::fromJson(bytes()).object());
    }
}

template <class T>
QJsonObject writeSample(const T &value)
{
    if constexpr (isAlternative<T, ClientCommand> || isAlternative<T, ServerEvent>) {
        QJsonObject object;
        if constexpr (isAlternative<T, ClientCommand>) {
            object = QJsonDocument::fromJson(encode(ClientCommand(value))).object();
            if (object.take("action"_L1) != "sendMessage"_L1)
                return {};
        } else {
            object = QJsonDocument::fromJson(encode(ServerEvent(value))).object();
        }
        if (object.take("type"_L1) != T::verb)
            return {};
        return object;
    } else {
        return toJson(value);
    }
}

template <class T>
QJsonObject jsonOf(const Sample<T> &sample)
{
    return QJsonDocument::fromJson(sample.json).object();
}

template <class T>
void forEachField(const auto &visit)
{
    std::apply([&](const auto &...field) { (visit(field), ...); }, T::fields());
}

inline QString shown(const QJsonValue &value)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)).left(80);
}

// --- what a member of type M takes -----------------------------------------------------------------------------

template <class M>
struct Inner {
    using Type = M;
};
template <class M>
struct Inner<std::optional<M>> {
    using Type = M;
};

template <class M>
constexpr QJsonValue::Type kindOf()
{
    if constexpr (std::is_same_v<M, QString> || std::is_same_v<M, QDateTime> || std::is_enum_v<M>)
        return QJsonValue::String;
    else if constexpr (std::is_same_v<M, bool>)
        return QJsonValue::Bool;
    else if constexpr (std::is_same_v<M, qint64>)
        return QJsonValue::Double;
    else if constexpr (detail::isList<M> || detail::TravelsAsArray<M>)
        return QJsonValue::Array;
    else
        return QJsonValue::Object;
}

// Values that a field of this type refuses: every other kind, and the wrong ones of the right kind.
template <class M>
QJsonArray refusedBy(const Bounds &bounds)
{
    QJsonArray refused;
    const QJsonArray kinds{u"text"_s, 5, true, QJsonArray{}, QJsonObject{}};
    for (const auto &value : kinds) {
        if (value.type() != kindOf<M>())
            refused.append(value);
    }
    if constexpr (std::is_same_v<M, QString>) {
        for (const auto &text : {u"a\u0001b"_s, u"a\u007fb"_s, u"a\u0085b"_s, u"a\rb"_s})
            refused.append(text);
        if (!bounds.mayBeEmpty)
            refused.append(u""_s);
        if (!bounds.multiline) {
            refused.append(u"a\nb"_s);
            refused.append(u"a\tb"_s);
        }
    } else if constexpr (std::is_same_v<M, qint64>) {
        for (const double number : {-1.0, -0.5, 1.5, 9007199254740992.0, 1e300})
            refused.append(number);
    } else if constexpr (std::is_same_v<M, QDateTime>) {
        for (const auto &text :
             {u""_s, u"yesterday"_s, u"2024-01-31"_s, u"2024-01-31T12:34:56Z"_s, u"2024-01-31T12:34:56.789"_s,
              u"2024-01-31T12:34:56.789+00:00"_s, u"2024-01-31T13:34:56.789+01:00"_s, u"2024-02-30T12:34:56.789Z"_s,
              u"2024-01-31T12:34:56.789Z "_s})
            refused.append(text);
    } else if constexpr (std::is_enum_v<M>) {
        refused.append(u"noSuchWord"_s);
        refused.append(u""_s);
    } else if constexpr (detail::isList<M>) {
        refused.append(QJsonArray{QJsonValue::Null});
        for (const auto &item : refusedBy<typename M::value_type>({.max = bounds.itemMax}))
            refused.append(QJsonArray{item});
    } else if constexpr (detail::TravelsAsArray<M>) {
        refused.append(QJsonArray{}); // every one of them has a field that is required
    } else if constexpr (detail::HasFields<M>) {
        refused.append(QJsonObject{});
    }
    return refused;
}

// --- the checks ------------------------------------------------------------------------------------------------

// The sample spells every field, none as its default: else the other checks would compare nothing.
template <class T>
QStringList checkSample()
{
    QStringList problems;
    const auto sample = sampleOf<T>();
    const QJsonObject json = jsonOf(sample);
    const T defaults{};
    qsizetype fields = 0;
    forEachField<T>([&](const auto &field) {
        ++fields;
        if (!json.contains(field.name))
            problems.append(u"the sample lacks "_s + field.name);
        if (sample.value.*(field.member) == defaults.*(field.member))
            problems.append(u"the sample leaves "_s + field.name + u" at its default"_s);
    });
    if (json.size() != fields)
        problems.append(u"the sample has other fields than the struct"_s);
    return problems;
}

template <class T>
QStringList checkRoundTrip()
{
    QStringList problems;
    const auto sample = sampleOf<T>();
    const auto read = readSample<T>(jsonOf(sample));
    if (!read)
        return {u"refused: "_s + read.error().field + u' ' + read.error().message};
    if (!(*read == sample.value))
        problems.append(u"read as something else"_s);
    if (writeSample(sample.value) != jsonOf(sample))
        problems.append(u"written as "_s + shown(writeSample(sample.value)));
    for (const T &value : {sample.value, T{}}) {
        const QByteArray json = QJsonDocument(toJson(value)).toJson(QJsonDocument::Compact);
        if (encodedSize(value) != json.size())
            problems.append(u"another size than it is told to have"_s);
        if (compactJson(value) != json)
            problems.append(u"another JSON than Qt's: "_s + QString::fromUtf8(compactJson(value)));
    }
    const auto again = readSample<T>(writeSample(sample.value));
    if (!again || !(*again == sample.value))
        problems.append(u"does not come back"_s);
    return problems;
}

template <class T>
QStringList checkUnknownFields()
{
    const auto sample = sampleOf<T>();
    QJsonObject json = jsonOf(sample);
    json.insert("noSuchField"_L1, QJsonObject{{"a"_L1, QJsonArray{1, u"\u0001"_s}}});
    const auto read = readSample<T>(json);
    if (!read || !(*read == sample.value))
        return {u"an unknown field is not ignored"_s};
    return {};
}

template <class T>
QStringList checkAbsentFields()
{
    QStringList problems;
    const auto sample = sampleOf<T>();
    const T defaults{};
    forEachField<T>([&](const auto &field) {
        QJsonObject absent = jsonOf(sample);
        absent.remove(field.name);
        QJsonObject null = jsonOf(sample);
        null.insert(field.name, QJsonValue::Null);
        for (const auto &json : {absent, null}) {
            const auto read = readSample<T>(json);
            if (field.required) {
                if (read)
                    problems.append(u"not missed: "_s + field.name);
                else if (read.error().code != ErrorCode::BadField || read.error().field != field.name)
                    problems.append(u"missed "_s + field.name + u" as "_s + read.error().field);
                continue;
            }
            T expected = sample.value;
            expected.*(field.member) = defaults.*(field.member);
            if (!read)
                problems.append(u"demanded: "_s + field.name);
            else if (!(*read == expected))
                problems.append(u"not at its default: "_s + field.name);
            else if (writeSample(*read).contains(field.name) && !writeSample(*read).value(field.name).isNull())
                problems.append(u"written at its default: "_s + field.name);
        }
    });
    return problems;
}

// `code` and a path that begins with the field's name, or that nothing was refused.
template <class T>
void expectRefused(const QJsonObject &json, QLatin1StringView field, ErrorCode code, QStringList &problems)
{
    const auto read = readSample<T>(json);
    const QString where = field + u": "_s + shown(json.value(field));
    if (read)
        problems.append(u"let through "_s + where);
    else if (read.error().code != code)
        problems.append(u"another code for "_s + where);
    else if (read.error().field != field && !read.error().field.startsWith(field + u"."_s))
        problems.append(u"named as "_s + read.error().field + u' ' + where);
}

template <class T>
void expectTaken(const QJsonObject &json, QLatin1StringView field, QStringList &problems)
{
    if (!readSample<T>(json))
        problems.append(u"refused "_s + field + u": "_s + shown(json.value(field)));
}

template <class T>
QStringList checkWrongValues()
{
    QStringList problems;
    const QJsonObject good = jsonOf(sampleOf<T>());
    forEachField<T>([&]<class B, class M>(const Field<B, M> &field) {
        for (const auto &value : refusedBy<typename Inner<M>::Type>(field.bounds)) {
            QJsonObject bad = good;
            bad.insert(field.name, value);
            expectRefused<T>(bad, field.name, ErrorCode::BadField, problems);
        }
        if (std::is_same_v<typename Inner<M>::Type, QString> && field.bounds.multiline) {
            QJsonObject lines = good;
            lines.insert(field.name, u"a\n\tb"_s);
            expectTaken<T>(lines, field.name, problems);
        }
    });
    return problems;
}

template <class T>
QStringList checkSizes()
{
    QStringList problems;
    const QJsonObject good = jsonOf(sampleOf<T>());
    forEachField<T>([&]<class B, class M>(const Field<B, M> &field) {
        const auto with = [&](const QJsonValue &value) {
            QJsonObject json = good;
            json.insert(field.name, value);
            return json;
        };
        using Type = typename Inner<M>::Type;
        if (isAlternative<T, ClientCommand> && field.name == "id"_L1 && isUlid(good.value("id"_L1).toString())) {
            // A verb that is remembered by its id takes no other kind of id.
            for (const QString &id : {u"1"_s, ulid.toLower(), ulid + u'0', QString(field.bounds.max, u'x')})
                expectRefused<T>(with(id), field.name, ErrorCode::BadField, problems);
            return;
        }
        if constexpr (std::is_same_v<Type, QString>) {
            const Bounds &bounds = field.bounds;
            expectTaken<T>(with(QString(bounds.max, u'x')), field.name, problems);
            expectRefused<T>(with(QString(bounds.max + 1, u'x')), field.name, bounds.whenTooLong, problems);
            // Two bytes each in UTF-8: bytes are counted, not characters.
            expectTaken<T>(with(QString(bounds.max / 2, u'é')), field.name, problems);
            expectRefused<T>(with(QString(bounds.max / 2 + 1, u'é')), field.name, bounds.whenTooLong, problems);
        } else if constexpr (detail::isList<Type>) {
            const QJsonValue item = good.value(field.name).toArray().first();
            QJsonArray full;
            for (qsizetype i = 0; i < field.bounds.max; ++i)
                full.append(item);
            expectTaken<T>(with(full), field.name, problems);
            full.append(item);
            expectRefused<T>(with(full), field.name, ErrorCode::BadField, problems);
            if constexpr (std::is_same_v<typename Type::value_type, QString>) {
                expectTaken<T>(with(QJsonArray{QString(field.bounds.itemMax, u'x')}), field.name, problems);
                expectRefused<T>(with(QJsonArray{QString(field.bounds.itemMax + 1, u'x')}), field.name,
                                 ErrorCode::BadField, problems);
            }
        } else if constexpr (std::is_same_v<Type, qint64>) {
            expectTaken<T>(with(0), field.name, problems);
            expectTaken<T>(with(limits::maxInteger), field.name, problems);
        }
    });
    return problems;
}

} // namespace confab::protocol::test
