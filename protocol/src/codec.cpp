// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/protocol/codec.h>
#include <confab/protocol/defence.h>
#include <confab/protocol/json_writer.h>
#include <confab/protocol/ulid.h>

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QUtf8StringView>

#include <algorithm>
#include <array>
#include <string_view>

namespace confab::protocol
{

namespace
{

FrameError badFrame(const QString &message)
{
    return {ErrorCode::BadFrame, message, {}, {}};
}

// Reads the bytes once before the JSON parser does, for what that one lets through: any depth up to its own limit, half
// surrogate pairs, U+0000 and bare control characters in strings. It does not check the grammar.
class FrameScan
{
public:
    explicit FrameScan(const QByteArray &frame)
        : m_frame(frame)
    {
    }

    // Nothing where the frame may go on to the parser.
    [[nodiscard]] std::optional<FrameError> run()
    {
        while (m_at < m_frame.size()) {
            switch (m_frame.at(m_at++)) {
            case '"':
                if (auto error = string())
                    return error;
                break;
            case '{':
            case '[':
                if (++m_depth > limits::jsonDepth && inForce("json-depth"))
                    return badFrame(u"nested too deep"_s);
                break;
            case '}':
            case ']':
                --m_depth;
                break;
            case '\0':
                return badFrame(u"holds U+0000"_s);
            default:
                break;
            }
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] std::optional<FrameError> string()
    {
        while (m_at < m_frame.size()) {
            const char byte = m_frame.at(m_at++);
            if (byte == '"')
                return std::nullopt;
            if (static_cast<unsigned char>(byte) < 0x20)
                return badFrame(u"a bare control character in a string"_s);
            if (byte != '\\' || m_at >= m_frame.size())
                continue;
            if (m_frame.at(m_at++) == 'u' && inForce("escapes")) {
                if (auto error = escapedUnit())
                    return error;
            }
        }
        return std::nullopt; // never closed: the parser says so
    }

    // Behind "\u".
    [[nodiscard]] std::optional<FrameError> escapedUnit()
    {
        const auto unit = hexUnit();
        if (!unit)
            return badFrame(u"a broken escape"_s);
        if (*unit == 0)
            return badFrame(u"holds U+0000"_s);
        if (QChar::isLowSurrogate(*unit))
            return badFrame(u"a lone surrogate"_s);
        if (QChar::isHighSurrogate(*unit)) {
            if (QByteArrayView(m_frame).sliced(m_at).startsWith("\\u")) {
                m_at += 2;
                if (const auto low = hexUnit(); low && QChar::isLowSurrogate(*low))
                    return std::nullopt;
            }
            return badFrame(u"a lone surrogate"_s);
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<char32_t> hexUnit()
    {
        constexpr qsizetype digits = 4;
        if (m_at + digits > m_frame.size())
            return std::nullopt;
        char32_t unit = 0;
        for (qsizetype i = 0; i < digits; ++i) {
            const char digit = m_frame.at(m_at++);
            unit *= 16;
            if (digit >= '0' && digit <= '9')
                unit += static_cast<char32_t>(digit - '0');
            else if (digit >= 'a' && digit <= 'f')
                unit += static_cast<char32_t>(digit - 'a' + 10);
            else if (digit >= 'A' && digit <= 'F')
                unit += static_cast<char32_t>(digit - 'A' + 10);
            else
                return std::nullopt;
        }
        return unit;
    }

    const QByteArray &m_frame;
    qsizetype m_at = 0;
    int m_depth = 0;
};

// One row for each alternative of a variant, sorted by verb when the program is compiled.
template <class Variant>
struct Verb {
    std::string_view name;
    Expected<Variant, FrameError> (*read)(const QJsonObject &) = nullptr;
};

template <class Variant, class Alternative>
Expected<Variant, FrameError> readAs(const QJsonObject &object)
{
    Alternative value{};
    if (auto error = detail::readObject(object, value))
        return Unexpected{std::move(*error)};
    return Variant(std::move(value));
}

template <class Variant>
struct Verbs;
template <class... Alternatives>
struct Verbs<std::variant<Alternatives...>> {
    using Variant = std::variant<Alternatives...>;
    static constexpr auto table = [] {
        std::array<Verb<Variant>, sizeof...(Alternatives)> rows{
            Verb<Variant>{std::string_view(Alternatives::verb.data(), std::size_t(Alternatives::verb.size())),
                          &readAs<Variant, Alternatives>}...};
        std::sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
        return rows;
    }();
    static constexpr bool areUnique = std::adjacent_find(table.begin(), table.end(), [](const auto &a, const auto &b) {
                                          return a.name == b.name;
                                      }) == table.end();
};
static_assert(Verbs<ClientCommand>::areUnique && Verbs<ServerEvent>::areUnique, "two structs share a verb");

QString readableId(const QJsonObject &object)
{
    QString id;
    return detail::readString(object.value("id"_L1), idBounds, id) ? QString() : id;
}

template <class Variant>
Expected<Variant, FrameError> parse(const QByteArray &frame)
{
    const auto object = parseFrame(frame);
    if (!object)
        return Unexpected{object.error()};
    const auto fail = [&](FrameError error) {
        error.id = readableId(*object);
        return Unexpected{std::move(error)};
    };

    const QJsonValue type = object->value("type"_L1);
    if (!type.isString())
        return fail(
            detail::inField(type.isUndefined() ? detail::missing() : detail::wrongKind("a string"_L1), "type"_L1));
    const QByteArray verb = type.toString().toUtf8();
    const std::string_view wanted(verb.constData(), std::size_t(verb.size()));
    const auto &table = Verbs<Variant>::table;
    const auto row =
        std::lower_bound(table.begin(), table.end(), wanted,
                         [](const auto &candidate, std::string_view name) { return candidate.name < name; });
    if (row == table.end() || row->name != wanted)
        return fail({ErrorCode::UnknownType, u"unknown type"_s, {}, {}});

    auto value = row->read(*object);
    if (!value)
        return fail(value.error());
    return value;
}

template <class T, class... Others>
inline constexpr bool isOneOf = (std::is_same_v<T, Others> || ...);
// What is remembered by its id, so that asking again is harmless.
template <class Command>
inline constexpr bool isRemembered =
    isOneOf<Command, SendMessage, DirectMessage, AskBot, EditMessage, DeleteMessage, React, PinMessage, CreateRoom,
            UpdateRoom, JoinRoom, LeaveRoom, AddMember, RemoveMember, DeleteRoom>;

} // namespace

Expected<QJsonObject, FrameError> parseFrame(const QByteArray &frame)
{
    if (!QUtf8StringView(frame).isValidUtf8() && inForce("utf8"))
        return Unexpected{badFrame(u"not UTF-8"_s)};
    if (auto error = FrameScan(frame).run())
        return Unexpected{std::move(*error)};
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(frame, &problem);
    if (problem.error != QJsonParseError::NoError)
        return Unexpected{badFrame(u"not JSON: "_s + problem.errorString())};
    if (!document.isObject())
        return Unexpected{badFrame(u"not a JSON object"_s)};
    return document.object();
}

Expected<ClientCommand, FrameError> parseCommand(const QByteArray &frame)
{
    auto command = parse<ClientCommand>(frame);
    if (!command)
        return command;
    const bool remembered =
        std::visit([](const auto &value) { return isRemembered<std::decay_t<decltype(value)>>; }, *command);
    if (const QString id = idOf(*command); remembered && !isUlid(id))
        return Unexpected{FrameError{ErrorCode::BadField, u"not a ULID"_s, u"id"_s, id}};
    return command;
}

Expected<ServerEvent, FrameError> parseEvent(const QByteArray &frame)
{
    return parse<ServerEvent>(frame);
}

QByteArray encode(const ClientCommand &command)
{
    QByteArray out(R"({"action":"sendMessage",)");
    std::visit([&out](const auto &value) { detail::appendTyped(out, value); }, command);
    detail::closeObject(out);
    return out;
}

QByteArray encode(const ServerEvent &event)
{
    QByteArray out("{");
    std::visit([&out](const auto &value) { detail::appendTyped(out, value); }, event);
    if (const auto *welcome = std::get_if<Welcome>(&event); welcome && !welcome->you)
        out.append(R"("you":null)");
    detail::closeObject(out);
    return out;
}

QString idOf(const ClientCommand &command)
{
    return std::visit([](const auto &value) { return value.id; }, command);
}

QLatin1StringView verbOf(const ClientCommand &command)
{
    return std::visit([](const auto &value) { return std::decay_t<decltype(value)>::verb; }, command);
}

QByteArray canonicalHash(const ClientCommand &command)
{
    // Keys are sorted, and a field that equals its default is never written.
    QByteArray canonical("{");
    std::visit([&canonical](const auto &value) { detail::appendTyped(canonical, value, false); }, command);
    detail::closeObject(canonical);
    return QCryptographicHash::hash(canonical, QCryptographicHash::Sha256);
}

} // namespace confab::protocol
