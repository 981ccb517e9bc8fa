// SPDX-License-Identifier: GPL-3.0-or-later
#include "logging.h"

namespace confab::client
{

Q_LOGGING_CATEGORY(netLog, "confab.net", QtWarningMsg)
Q_LOGGING_CATEGORY(cacheLog, "confab.store", QtWarningMsg)

} // namespace confab::client
