// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/commands.h>
#include <confab/protocol/events.h>

#include <QByteArray>

// Bytes of one text frame ↔ values. Pure functions, safe on any thread.
namespace confab::protocol
{

// The subprotocol a client offers to speak the Confab dialect.
inline constexpr auto subprotocol = "confab.1"_L1;

// A JSON object, or why these bytes are none: not UTF-8, not JSON, not an object, nested deeper than
// limits::jsonDepth, holding a lone surrogate or U+0000. Size is the caller's to check: it depends on the state.
[[nodiscard]] Expected<QJsonObject, FrameError> parseFrame(const QByteArray &frame);

// The error carries the command's id wherever one could be read.
[[nodiscard]] Expected<ClientCommand, FrameError> parseCommand(const QByteArray &frame);
[[nodiscard]] Expected<ServerEvent, FrameError> parseEvent(const QByteArray &frame);

// Commands get `"action":"sendMessage"`, which API Gateway routes by.
[[nodiscard]] QByteArray encode(const ClientCommand &command);
[[nodiscard]] QByteArray encode(const ServerEvent &event);

// The frame's size a value would take inside a list, in bytes: for filling pages up to limits::pageBytes.
template <detail::HasFields T>
[[nodiscard]] qsizetype encodedSize(const T &value);

[[nodiscard]] QString idOf(const ClientCommand &command);
[[nodiscard]] QLatin1StringView verbOf(const ClientCommand &command);

// SHA-256 of the verb and the known fields but `id`, keys sorted: the same for every spelling of the same command.
[[nodiscard]] QByteArray canonicalHash(const ClientCommand &command);

} // namespace confab::protocol

template <confab::protocol::detail::HasFields T>
qsizetype confab::protocol::encodedSize(const T &value)
{
    return detail::sizeOfObject(value);
}
