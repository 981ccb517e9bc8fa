// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace confab::app
{

// The path of a program that belongs to this one: beside it, or in libexec/confab beside its folder. Empty: it is not
// there. Any thread.
[[nodiscard]] QString programBeside(const QString &name);

} // namespace confab::app
