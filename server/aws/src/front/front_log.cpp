// SPDX-License-Identifier: GPL-3.0-or-later
#include "front_log.h"

namespace confab::aws
{

Q_LOGGING_CATEGORY(lcFront, "confab.aws.front")

} // namespace confab::aws
