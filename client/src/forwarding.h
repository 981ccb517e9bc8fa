// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace confab::client
{

// What somebody said, as a message of one's own: a Markdown quotation that begins with "— NAME". At most `limit` bytes
// of UTF-8; what is longer is cut and ends in "…".
[[nodiscard]] QString forwardedText(const QString &name, const QString &text, qsizetype limit);

} // namespace confab::client
