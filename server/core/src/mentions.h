// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/store.h>

namespace confab::core
{

// Usernames, as spelt by those who have them, of the people whom a text calls with an `@` and who are in the
// conversation; each once, the first few only. `@all` is protocol::everybodyMention where whoever writes may call all
// of them: moderators and owners of the server, and those of the room. Anybody else's is text.
struct Caller {
    QString key; // empty: nobody who has an account
    std::optional<protocol::Role> role;
};
[[nodiscard]] QList<QString> findMentions(const QString &text, Store &store, const QString &conversation,
                                          const Caller &caller);

} // namespace confab::core
