// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/core/search_text.h>

#include <confab/protocol/names.h>

#include <algorithm>

namespace confab::core
{

QString searchForm(const QString &text)
{
    return protocol::keyOf(text);
}

QStringList searchTerms(const QString &query)
{
    QStringList terms = searchForm(query).simplified().split(u' ', Qt::SkipEmptyParts);
    terms.removeDuplicates();
    return terms;
}

bool holdsAll(const QString &form, const QStringList &terms)
{
    return std::all_of(terms.cbegin(), terms.cend(), [&form](const QString &term) { return form.contains(term); });
}

} // namespace confab::core
