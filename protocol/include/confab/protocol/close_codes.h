// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Why a server ends a WebSocket connection: RFC 6455, 7.4, and from 4000 on this protocol's own.
namespace confab::protocol::closeCodes
{

inline constexpr int serverStops = 1001;
inline constexpr int policyViolated = 1008;
inline constexpr int sessionRevoked = 4001;
inline constexpr int removed = 4003; // kicked or banned
inline constexpr int tooSlow = 4008; // a reader that fell behind

} // namespace confab::protocol::closeCodes
