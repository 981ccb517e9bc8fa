// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

// The client's logging categories. No password, token or invite code is ever written to them.
namespace confab::client
{

Q_DECLARE_LOGGING_CATEGORY(netLog)   // confab.net: connection, session, frames
Q_DECLARE_LOGGING_CATEGORY(cacheLog) // confab.store: the cache and the profiles

} // namespace confab::client
