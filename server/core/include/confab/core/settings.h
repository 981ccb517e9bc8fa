// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/server_limits.h>
#include <confab/protocol/values.h>

namespace confab::core
{

// What the host decides, as far as the rules of chat need it.
struct ServerSettings {
    QString name; // of the chat, stored from then on; empty: as stored
    // open: anyone signs up or is a guest, plain clients may come; invite: sign-up needs a code; closed: nobody signs
    // up.
    protocol::Access access = protocol::Access::Invite;
    // Under Access::Invite: false lets anyone sign up without a code, and still no guests.
    bool signUpNeedsInvite = true;
    bool rateLimits = true; // message rates and the sign-in throttle; never sizes, deadlines or bounds
    ServerLimits limits;
    qint64 sessionDays = 30; // a session that is not used ends
    QString defaultBot;      // id; empty: the first
    // False where every call may come to another process, as with Lambda: who else is connected is then the courier's
    // to know, and who is here is not told.
    bool holdsConnections = true;
};

} // namespace confab::core
