// SPDX-License-Identifier: GPL-3.0-or-later
#include "log.h"

namespace confab::core
{

Q_LOGGING_CATEGORY(lcCore, "confab.core")

} // namespace confab::core
