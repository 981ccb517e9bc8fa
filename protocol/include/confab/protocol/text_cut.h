// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace confab::protocol
{

// As much of the beginning as fits into so many bytes of UTF-8, not ending within a character.
[[nodiscard]] inline QString cutToBytes(const QString &text, qsizetype bytes)
{
    qsizetype used = 0;
    qsizetype end = 0;
    while (end < text.size()) {
        const QChar c = text.at(end);
        const bool pair = c.isHighSurrogate() && end + 1 < text.size() && text.at(end + 1).isLowSurrogate();
        const qsizetype size = pair ? 4 : c < QChar(0x80) ? 1 : c < QChar(0x800) ? 2 : 3;
        if (used + size > bytes)
            break;
        used += size;
        end += pair ? 2 : 1;
    }
    return text.first(end);
}

} // namespace confab::protocol
