// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace confab::core
{

// Empty when the password may be had, else why not, in English for logs.
[[nodiscard]] QString passwordProblem(const QString &password, const QString &username);

} // namespace confab::core
