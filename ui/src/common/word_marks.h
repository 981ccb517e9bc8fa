// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace confab::ui
{

// A stretch of a text that was looked for.
struct WordMark {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const WordMark &) const = default;
};

// Where any of the words stands in the text, in any case, by place; what touches or overlaps is one stretch.
[[nodiscard]] QList<WordMark> wordMarks(const QString &text, const QStringList &words);

// The part of a text that shows its first mark, in one line: what is left out at the beginning is "…".
[[nodiscard]] QString excerpt(const QString &text, const QStringList &words);

} // namespace confab::ui
