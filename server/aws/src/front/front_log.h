// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace confab::aws
{

Q_DECLARE_LOGGING_CATEGORY(lcFront)

} // namespace confab::aws
