// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/fields.h>

#include <QByteArray>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

// Values as compact JSON, byte for byte what QJsonDocument makes of toJson(), without the tree in between: the frames
// of every message are written here, and the hash of every command. Pure functions, safe on any thread.
namespace confab::protocol
{

namespace detail
{

void appendText(QByteArray &out, const QString &text);
void appendName(QByteArray &out, QLatin1StringView name); // no escapes are looked for
void appendInteger(QByteArray &out, qint64 value);
void appendTime(QByteArray &out, const QDateTime &time);

template <HasFields T>
void appendObject(QByteArray &out, const T &value);

template <class M>
void appendValue(QByteArray &out, const M &value)
{
    if constexpr (isOptional<M>) {
        if (value)
            appendValue(out, *value);
        else
            out.append("null");
    } else if constexpr (isList<M>) {
        out.append('[');
        for (qsizetype i = 0; i < value.size(); ++i) {
            if (i > 0)
                out.append(',');
            appendValue(out, value.at(i));
        }
        out.append(']');
    } else if constexpr (std::is_same_v<M, QDateTime>) {
        appendTime(out, value);
    } else if constexpr (std::is_enum_v<M>) {
        appendName(out, nameOf(value));
    } else if constexpr (std::is_same_v<M, bool>) {
        out.append(value ? "true" : "false");
    } else if constexpr (std::is_same_v<M, qint64>) {
        appendInteger(out, value);
    } else if constexpr (std::is_same_v<M, QString>) {
        appendText(out, value);
    } else if constexpr (TravelsAsArray<M>) {
        char before = '[';
        std::apply(
            [&](const auto &...field) {
                ((out.append(std::exchange(before, ',')), appendValue(out, value.*(field.member))), ...);
            },
            M::fields());
        out.append(']');
    } else if constexpr (MayBeWord<M>) {
        if (value.isWord())
            appendValue(out, value.*(M::word));
        else
            appendObject(out, value);
    } else {
        appendObject(out, value);
    }
}

template <class M>
[[nodiscard]] bool isNothing(const M &value)
{
    if constexpr (isOptional<M>)
        return !value.has_value();
    else
        return false;
}

// The fields of T by name, as QJsonObject keeps its keys: sorted once, when the program is compiled.
template <HasFields T>
struct Members {
    struct Member {
        std::string_view name;
        // With its comma; nothing where it is left out.
        void (*append)(QByteArray &out, const T &value) = nullptr;
    };

    template <std::size_t I>
    static void append(QByteArray &out, const T &value)
    {
        static const T defaults{};
        constexpr auto field = std::get<I>(T::fields());
        const auto &member = value.*(field.member);
        if (isNothing(member) || (!field.required && member == defaults.*(field.member)))
            return;
        appendName(out, field.name);
        out.append(':');
        appendValue(out, member);
        out.append(',');
    }

    template <std::size_t... I>
    static constexpr auto sorted(std::index_sequence<I...> /*fields*/)
    {
        std::array<Member, sizeof...(I)> members{Member{nameAt<I>(), &append<I>}...};
        std::sort(members.begin(), members.end(), [](const Member &a, const Member &b) { return a.name < b.name; });
        return members;
    }

    template <std::size_t I>
    static constexpr std::string_view nameAt()
    {
        constexpr auto name = std::get<I>(T::fields()).name;
        return {name.data(), static_cast<std::size_t>(name.size())};
    }

    static constexpr auto all = sorted(std::make_index_sequence<std::tuple_size_v<decltype(T::fields())>>());
};

// Closes what was opened with '{' and holds members that each end with a comma.
void closeObject(QByteArray &out);

template <HasFields T>
void appendObject(QByteArray &out, const T &value)
{
    out.append('{');
    for (const auto &member : Members<T>::all)
        member.append(out, value);
    closeObject(out);
}

// With `"type":verb` among its members, and without `id` where that is not wanted.
template <HasFields T>
void appendTyped(QByteArray &out, const T &value, bool withId = true)
{
    constexpr std::string_view type = "type";
    bool typeIsDue = true;
    const auto appendType = [&] {
        typeIsDue = false;
        appendName(out, QLatin1StringView("type"));
        out.append(':');
        appendName(out, T::verb);
        out.append(',');
    };
    for (const auto &member : Members<T>::all) {
        if (typeIsDue && member.name > type)
            appendType();
        if (withId || member.name != "id")
            member.append(out, value);
    }
    if (typeIsDue)
        appendType();
}

} // namespace detail

// What QJsonDocument(toJson(value)).toJson(QJsonDocument::Compact) gives.
template <detail::HasFields T>
[[nodiscard]] QByteArray compactJson(const T &value)
{
    QByteArray out;
    detail::appendObject(out, value);
    return out;
}

} // namespace confab::protocol
