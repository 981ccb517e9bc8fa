// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace confab::store
{

// Copies every row that can be read of the damaged database at `from` into the empty file `to`, and brings what rows
// say of each other into agreement again: a conversation counts to its newest message, nothing belongs to something
// that is gone. `from` is only read. Empty: done; else why not, also when not one account, conversation or message
// could be read.
[[nodiscard]] QString rebuild(const QString &from, const QString &to);

} // namespace confab::store
