// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/message_row.h>

namespace confab::app
{

// Messages with everything that one can have: an answer, reactions, a thread, code, a table, a spoiler, changes that
// are on their way. Times are fixed hours of today.
[[nodiscard]] QList<client::MessageRow> samplePartRows();

} // namespace confab::app
