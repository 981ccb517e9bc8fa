// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace confab::app
{

Q_DECLARE_LOGGING_CATEGORY(lcHost)

} // namespace confab::app
