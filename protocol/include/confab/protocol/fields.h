// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/expected.h>
#include <confab/protocol/limits.h>

#include <QByteArray>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>

#include <algorithm>
#include <optional>
#include <tuple>
#include <type_traits>

// Every struct that travels lists its fields once, in `static constexpr auto fields()`. Parsing, writing, the canonical
// form that is hashed and the tests all read that one list, so that they cannot disagree.
namespace confab::protocol
{

enum class ErrorCode {
    BadFrame,
    UnknownType,
    BadField,
    TooLarge,
    Unauthenticated,
    WrongCredentials,
    Forbidden,
    NotFound,
    Taken,
    Conflict,
    RateLimited,
    Muted,
    Banned,
    Blocked,
    BotUnavailable,
    Unavailable,
};

// Why a frame was refused. `message` is English, for logs; a client words it by `code`.
struct FrameError {
    ErrorCode code = ErrorCode::BadFrame;
    QString message;
    QString field;
    // The id of the command it answers, where the frame had one that could be read.
    QString id;

    bool operator==(const FrameError &) const = default;
};

// What a field may hold. Strings are measured in bytes of UTF-8, lists in items.
struct Bounds {
    qsizetype max = 256;
    bool mayBeEmpty = false;
    // LF and TAB are let through; every other control character is refused everywhere.
    bool multiline = false;
    // Bound of the strings inside a list.
    qsizetype itemMax = 256;
    // A text of a message that is too long has a code of its own: a client offers to send it as a file.
    ErrorCode whenTooLong = ErrorCode::BadField;
};

template <class T, class M>
struct Field {
    QLatin1StringView name;
    M T::*member;
    Bounds bounds;
    bool required;
};

// A field that must be there.
template <class T, class M>
constexpr Field<T, M> required(QLatin1StringView name, M T::*member, Bounds bounds = {})
{
    return {name, member, bounds, true};
}

// A field that may be absent: the member keeps its default. It is left out when it equals that default.
template <class T, class M>
constexpr Field<T, M> optional(QLatin1StringView name, M T::*member, Bounds bounds = {})
{
    return {name, member, bounds, false};
}

// Names of an enumeration on the wire. Specialised beside each enumeration, as an array of {value, name} called
// `table`.
template <class E>
struct EnumNames;

template <class E>
[[nodiscard]] QLatin1StringView nameOf(E value)
{
    for (const auto &[candidate, name] : EnumNames<E>::table) {
        if (candidate == value)
            return name;
    }
    return {};
}

template <class E>
[[nodiscard]] std::optional<E> valueOf(QStringView text)
{
    for (const auto &[candidate, name] : EnumNames<E>::table) {
        if (name == text)
            return candidate;
    }
    return std::nullopt;
}

namespace detail
{

// Nothing when the value was read into `out`, else why not.
[[nodiscard]] std::optional<FrameError> readString(const QJsonValue &value, const Bounds &bounds, QString &out);
[[nodiscard]] std::optional<FrameError> readInteger(const QJsonValue &value, qint64 &out);
[[nodiscard]] std::optional<FrameError> readBool(const QJsonValue &value, bool &out);
[[nodiscard]] std::optional<FrameError> readTime(const QJsonValue &value, QDateTime &out);
[[nodiscard]] FrameError missing();
[[nodiscard]] FrameError wrongKind(QLatin1StringView wanted);
[[nodiscard]] FrameError outOfBounds(QLatin1StringView what);
// `field` is put before the path of names that the error holds already: "user.role".
[[nodiscard]] FrameError inField(FrameError error, QLatin1StringView field);

template <class T>
concept HasFields = requires
{
    T::fields();
};

template <class T>
inline constexpr bool isList = false;
template <class T>
inline constexpr bool isList<QList<T>> = true;

template <class T>
inline constexpr bool isOptional = false;
template <class T>
inline constexpr bool isOptional<std::optional<T>> = true;

template <HasFields T>
[[nodiscard]] std::optional<FrameError> readObject(const QJsonObject &object, T &out);
template <HasFields T>
[[nodiscard]] QJsonObject writeObject(const T &value);
template <class M>
[[nodiscard]] std::optional<FrameError> readValue(const QJsonValue &value, const Bounds &bounds, M &out);
template <class M>
[[nodiscard]] QJsonValue writeValue(const M &value);

// A struct that travels as a JSON array says so with `static constexpr bool asArray = true`.
template <class T>
concept TravelsAsArray = HasFields<T> && requires
{
    requires T::asArray;
};
template <HasFields T>
[[nodiscard]] std::optional<FrameError> readArray(const QJsonArray &array, T &out);

// A struct that travels as a word where isWord(), else as an object. `word` is the member that holds it; an object
// leaves that at its default.
template <class T>
concept MayBeWord = HasFields<T> && requires(const T &value)
{
    T::word;
    value.isWord();
};

template <class M>
std::optional<FrameError> readValue(const QJsonValue &value, const Bounds &bounds, M &out)
{
    if constexpr (isOptional<M>) {
        out.emplace();
        return readValue(value, bounds, *out);
    } else if constexpr (isList<M>) {
        if (!value.isArray())
            return wrongKind(QLatin1StringView("a list"));
        const QJsonArray array = value.toArray();
        if (array.size() > bounds.max)
            return outOfBounds(QLatin1StringView("the list has too many items"));
        out.clear();
        out.reserve(array.size());
        for (const QJsonValue &item : array) {
            typename M::value_type element{};
            if (auto error = readValue(item, Bounds{.max = bounds.itemMax}, element))
                return error;
            out.append(std::move(element));
        }
        return std::nullopt;
    } else if constexpr (std::is_same_v<M, QString>) {
        return readString(value, bounds, out);
    } else if constexpr (std::is_same_v<M, bool>) {
        return readBool(value, out);
    } else if constexpr (std::is_same_v<M, qint64>) {
        return readInteger(value, out);
    } else if constexpr (std::is_same_v<M, QDateTime>) {
        return readTime(value, out);
    } else if constexpr (std::is_enum_v<M>) {
        const auto found = valueOf<M>(value.toString());
        if (!value.isString() || !found)
            return wrongKind(QLatin1StringView("one of the known words"));
        out = *found;
        return std::nullopt;
    } else if constexpr (TravelsAsArray<M>) {
        if (!value.isArray())
            return wrongKind(QLatin1StringView("a list"));
        return readArray(value.toArray(), out);
    } else if constexpr (MayBeWord<M>) {
        if (value.isString())
            return readValue(value, bounds, out.*(M::word));
        if (!value.isObject())
            return wrongKind(QLatin1StringView("a word or an object"));
        return readObject(value.toObject(), out);
    } else {
        static_assert(HasFields<M>, "this type cannot travel");
        if (!value.isObject())
            return wrongKind(QLatin1StringView("an object"));
        return readObject(value.toObject(), out);
    }
}

template <class M>
QJsonValue writeValue(const M &value)
{
    if constexpr (isOptional<M>) {
        return value ? writeValue(*value) : QJsonValue(QJsonValue::Undefined);
    } else if constexpr (isList<M>) {
        QJsonArray array;
        for (const auto &item : value)
            array.append(writeValue(item));
        return array;
    } else if constexpr (std::is_same_v<M, QDateTime>) {
        return value.toUTC().toString(Qt::ISODateWithMs);
    } else if constexpr (std::is_enum_v<M>) {
        return QString(nameOf(value));
    } else if constexpr (TravelsAsArray<M>) {
        QJsonArray array;
        std::apply([&](const auto &...field) { (array.append(writeValue(value.*(field.member))), ...); }, M::fields());
        return array;
    } else if constexpr (MayBeWord<M>) {
        return value.isWord() ? writeValue(value.*(M::word)) : QJsonValue(writeObject(value));
    } else if constexpr (HasFields<M>) {
        return writeObject(value);
    } else {
        return QJsonValue(value);
    }
}

// As many bytes as writeValue's JSON takes when it is written compactly, without writing it: pages are filled by it.
// What is absent takes none.
[[nodiscard]] qsizetype sizeOfText(const QString &text);
[[nodiscard]] qsizetype sizeOfInteger(qint64 value);
template <HasFields T>
[[nodiscard]] qsizetype sizeOfObject(const T &value);

template <class M>
qsizetype sizeOfValue(const M &value)
{
    // Brackets, and a comma between any two.
    constexpr qsizetype brackets = 2;
    if constexpr (isOptional<M>) {
        return value ? sizeOfValue(*value) : 0;
    } else if constexpr (isList<M>) {
        qsizetype size = brackets + (value.isEmpty() ? 0 : value.size() - 1);
        for (const auto &item : value)
            size += sizeOfValue(item);
        return size;
    } else if constexpr (std::is_same_v<M, QDateTime>) {
        return value.isValid() ? qsizetype{sizeof("\"2024-01-31T12:34:56.789Z\"") - 1} : brackets;
    } else if constexpr (std::is_enum_v<M>) {
        return nameOf(value).size() + brackets;
    } else if constexpr (std::is_same_v<M, bool>) {
        return value ? 4 : 5;
    } else if constexpr (std::is_same_v<M, qint64>) {
        return sizeOfInteger(value);
    } else if constexpr (std::is_same_v<M, QString>) {
        return sizeOfText(value);
    } else if constexpr (TravelsAsArray<M>) {
        return std::apply(
            [&](const auto &...field) {
                return ((brackets - 1) + ... + (sizeOfValue(value.*(field.member)) + 1)); // a comma less than there are
            },
            M::fields());
    } else if constexpr (MayBeWord<M>) {
        return value.isWord() ? sizeOfValue(value.*(M::word)) : sizeOfObject(value);
    } else {
        return sizeOfObject(value);
    }
}

template <HasFields T>
qsizetype sizeOfObject(const T &value)
{
    static const T defaults{};
    constexpr qsizetype quotesAndColon = 3;
    qsizetype size = 1; // a bracket, and each field brings a comma or the other one
    const auto add = [&](const auto &field) {
        const auto &member = value.*(field.member);
        if (!field.required && member == defaults.*(field.member))
            return;
        if (const qsizetype taken = sizeOfValue(member); taken > 0)
            size += field.name.size() + quotesAndColon + taken + 1;
    };
    std::apply([&](const auto &...field) { (add(field), ...); }, T::fields());
    return std::max(size, qsizetype{2});
}

// B is T or a base of it: a struct may take over the fields of another.
template <class T, class B, class M>
[[nodiscard]] std::optional<FrameError> readField(const QJsonValue &value, const Field<B, M> &field, T &out)
{
    // Absent means absent; a null counts as absent, since many JSON writers put it there.
    if (value.isUndefined() || value.isNull()) {
        if (!field.required)
            return std::nullopt;
        return inField(missing(), field.name);
    }
    if (auto error = readValue(value, field.bounds, out.*(field.member)))
        return inField(std::move(*error), field.name);
    return std::nullopt;
}

template <HasFields T>
std::optional<FrameError> readObject(const QJsonObject &object, T &out)
{
    std::optional<FrameError> error;
    std::apply([&](const auto &...field) { (void)(!(error = readField(object.value(field.name), field, out)) && ...); },
               T::fields());
    return error;
}

// The fields by their places; what is behind the last is ignored as an unknown field is.
template <HasFields T>
std::optional<FrameError> readArray(const QJsonArray &array, T &out)
{
    std::optional<FrameError> error;
    qsizetype index = 0; // past the end an array gives Undefined, which is absent
    std::apply([&](const auto &...field) { (void)(!(error = readField(array.at(index++), field, out)) && ...); },
               T::fields());
    return error;
}

template <HasFields T>
QJsonObject writeObject(const T &value)
{
    static const T defaults{};
    QJsonObject object;
    const auto write = [&](const auto &field) {
        const auto &member = value.*(field.member);
        if (field.required || !(member == defaults.*(field.member)))
            object.insert(field.name, writeValue(member));
    };
    std::apply([&](const auto &...field) { (write(field), ...); }, T::fields());
    return object;
}

} // namespace detail

// Strict: a missing required field, a wrong kind, a length or count out of bounds is an error that names the field;
// unknown fields are ignored.
template <detail::HasFields T>
[[nodiscard]] Expected<T, FrameError> fromJson(const QJsonObject &object)
{
    T value{};
    if (auto error = detail::readObject(object, value))
        return Unexpected{std::move(*error)};
    return value;
}

template <detail::HasFields T>
[[nodiscard]] QJsonObject toJson(const T &value)
{
    return detail::writeObject(value);
}

} // namespace confab::protocol
