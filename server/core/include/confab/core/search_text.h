// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

// What a search compares. There is no query language: every character of a query stands for itself, but for white
// space, which parts it.
namespace confab::core
{

// The form in which texts and queries are compared: that of a name's key, so that case, width and the ways of writing
// one character make no difference.
[[nodiscard]] QString searchForm(const QString &text);

// What a message must hold, each anywhere in it: the query's parts between white space, in that form, each once. None
// for a query of white space.
[[nodiscard]] QStringList searchTerms(const QString &query);

// `form`: of the text.
[[nodiscard]] bool holdsAll(const QString &form, const QStringList &terms);

} // namespace confab::core
