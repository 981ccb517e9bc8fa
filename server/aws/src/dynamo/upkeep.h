// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transaction.h"

namespace confab::aws
{

// With this transaction, so that clients forget what they were told before. Nothing where there is no server yet.
void renewEpoch(Transaction &transaction);

} // namespace confab::aws
