// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/values.h>

namespace confab::client
{

// What a message says, as Markdown, where there is room for one line: its text, or what files it has.
[[nodiscard]] QString saidIn(const protocol::Message &message);
// Its text, with the names of its files below: the files themselves stay where they are.
[[nodiscard]] QString saidWithFiles(const protocol::Message &message);
// What somebody said, as a message of one's own: a Markdown quotation that begins with "— NAME". At most `limit` bytes
// of UTF-8; what is longer is cut and ends in "…".
[[nodiscard]] QString forwardedText(const QString &name, const QString &text, qsizetype limit);

} // namespace confab::client
