// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/search.h>

#include <QSet>

namespace confab::client
{

// What makes two spellings the same for somebody who searches: case, width, the ways of writing a character.
[[nodiscard]] QString folded(const QString &text);
[[nodiscard]] bool holdsLink(const QString &text);

// A query with everything looked up that it names, for messages one by one. A value; any thread.
struct SearchFilter {
    QString conversation; // empty: every one
    QStringList terms;    // folded
    bool byAnybody = true;
    QSet<QString> authors; // keys of usernames, where not by anybody
    QString guestsKey;     // and guests of this NAME
    QString since;         // times as they travel; empty: not asked
    QString until;         // not included
    bool hasFile = false;
    bool hasLink = false;

    // Whom and what it names stays to be set.
    explicit SearchFilter(const SearchQuery &query);
    SearchFilter() = default;

    // `files`: their names, a line each; what is looked for may stand in these as well.
    [[nodiscard]] bool accepts(const QString &author, const QString &at, const QString &text,
                               const QString &files) const;
    [[nodiscard]] bool accepts(const protocol::Message &message) const;
};

} // namespace confab::client
