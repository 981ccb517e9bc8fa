// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <confab/protocol/expected.h>

namespace confab::client
{

// Everything in a profile's cache as canonical JSON Lines: keys sorted, rows sorted, `{"table":"message",…}` and so on
// as `confabd dump` writes them; no secrets. The error is a sentence. Reads only; any thread.
[[nodiscard]] Expected<QByteArray, QString> dumpCache(const QString &file);

} // namespace confab::client
