// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/store.h>

namespace confab::core
{

// Usernames, as spelt by those who have them, of the people whom a text calls with an `@` and who are in the
// conversation; each once, the first few only.
[[nodiscard]] QList<QString> findMentions(const QString &text, Store &store, const QString &conversation);

} // namespace confab::core
