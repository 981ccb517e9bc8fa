// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "words.h"

#include <QHash>
#include <QSet>

namespace confab::bots::lex
{

enum class NameKind { City, State, Country, Street, First, Last };

// The names that are known, out of the program's resources.
class NameList
{
public:
    // Read once; any thread.
    [[nodiscard]] static const NameList &of(NameKind kind);

    // The name that stands in words [from, to) as the list writes it, whatever its letters' size and accents; null
    // where it is none. Short forms ("NY") count in capitals, with `lenient` in any.
    [[nodiscard]] QString known(const Words &words, qsizetype from, qsizetype to, bool lenient = false) const;
    // Whether a known name begins with this word: most do not, and this costs less than known().
    [[nodiscard]] bool begins(const Words &words, qsizetype i) const;
    [[nodiscard]] qsizetype longest() const { return m_longest; } // in words

private:
    explicit NameList(const QString &file);

    QHash<QString, QString> m_names;
    QHash<QString, QString> m_shortForms;
    QSet<QString> m_firstWords;
    qsizetype m_longest = 1;
};

// Words that are rarely a name by themselves, and those that are in none.
[[nodiscard]] bool isOrdinaryWord(const QString &folded);
[[nodiscard]] bool isNoName(const QString &folded);

} // namespace confab::bots::lex
