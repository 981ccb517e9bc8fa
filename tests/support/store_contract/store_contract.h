// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store_world.h"

#include <QStringList>

namespace confab::tests
{

// Runs every contract test against one kind of store, with the arguments of a QtTest program; the number of failures.
[[nodiscard]] int runStoreContract(const MakeWorld &makeWorld, const QStringList &arguments);

} // namespace confab::tests
