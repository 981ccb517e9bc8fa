// SPDX-License-Identifier: GPL-3.0-or-later
#include "log.h"

namespace confab::app
{

Q_LOGGING_CATEGORY(lcHost, "confab.host", QtInfoMsg)

} // namespace confab::app
