// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace confab::gateway
{

Q_DECLARE_LOGGING_CATEGORY(lcNet)

} // namespace confab::gateway
