// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

// The words of the index: every run of one, two and three characters between white space. Three serve words and parts
// of words; two serve Chinese, Japanese and Korean, where two characters are a word, and one is a word often enough.
namespace confab::store
{

// All of a text in search form, each once, as FTS5's `ascii` tokenizer takes them: parted by spaces, and of nothing
// that it would take for a separator.
[[nodiscard]] QString gramsOf(const QString &form);

// Those that a text must hold to hold the term: its runs of three, or the term itself where it is shorter. At most
// `most` of them, from all over the term. Never empty for a term that is not.
[[nodiscard]] QStringList gramsOfTerm(const QString &term, qsizetype most);

} // namespace confab::store
