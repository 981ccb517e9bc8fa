// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace confab::core
{

Q_DECLARE_LOGGING_CATEGORY(lcCore)

} // namespace confab::core
