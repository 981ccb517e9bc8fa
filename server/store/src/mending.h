// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/expected.h>
#include <confab/store/maintenance.h>

namespace confab::store
{

// Puts the folder's newest backup in place of its damaged database, or what can be read of it where there is none; the
// damaged one is set aside. Messages may be lost, so that the epoch is a new one. `found` is what was found wrong; the
// folder's lock must be held. Where nothing can be had everything stays as it is.
[[nodiscard]] Expected<Mended, OpenError> mend(const QString &folder, const OpenError &found);

// Gives a database that is not in use yet a new epoch: clients drop what they hold of this server and ask anew. Empty:
// done; else why not.
[[nodiscard]] QString beginEpoch(const QString &path);

} // namespace confab::store
