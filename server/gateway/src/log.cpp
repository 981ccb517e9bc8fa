// SPDX-License-Identifier: GPL-3.0-or-later
#include "log.h"

namespace confab::gateway
{

Q_LOGGING_CATEGORY(lcNet, "confab.net", QtInfoMsg)

} // namespace confab::gateway
