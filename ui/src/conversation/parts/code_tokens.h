// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace confab::ui
{

struct CodeToken {
    enum class Kind { Keyword, String, Comment, Number };
    Kind kind;
    qsizetype start;
    qsizetype length;
    bool operator==(const CodeToken &) const = default;
};

// What stands out in a piece of code, ascending. `language` as it is written behind a fence ("cpp", "Python", "sh", …);
// of one that is not known nothing does. Lines end with U+2028 or LF. Linear in the length of the code.
[[nodiscard]] QList<CodeToken> codeTokens(const QString &code, const QString &language);

} // namespace confab::ui
