// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/core/records.h>

namespace confab::core
{

protocol::User toUser(const Account &account)
{
    return {.username = account.username,
            .displayName = account.displayName,
            .ver = account.ver,
            .state = std::nullopt,
            .status = {},
            .role = account.role};
}

} // namespace confab::core
