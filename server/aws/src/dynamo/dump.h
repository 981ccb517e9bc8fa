// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

namespace confab::aws
{

// Everything that counts, as objects with a `table`, in the order of the other store; no secrets. Throws Failure.
void dumpAll(Database &database, const std::function<void(const QJsonObject &)> &line);

} // namespace confab::aws
