// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/message_row.h>

namespace confab::client
{

// What is said in the same words wherever it is shown or read aloud.

// The author of a text that came bare: nobody can tell who. No username is like it.
inline constexpr auto unknownAuthor = QLatin1StringView("?");

// "Ben", or "Ben (guest)": a guest's name may be anybody's.
[[nodiscard]] QString shownName(const QString &name, bool guest);
[[nodiscard]] QString senderOf(const MessageRow &row);
// "sent", "read", …: what a tick says. Empty for others' messages.
[[nodiscard]] QString stateWord(const MessageRow &row);

enum class NameOfPicture { Left, Told };
// "Photo", "File: plan.pdf", "3 files"; empty for none. No Markdown.
[[nodiscard]] QString filesInWords(const QList<ShownFile> &files, NameOfPicture name = NameOfPicture::Left);
[[nodiscard]] QString filesInWords(const QList<protocol::Attachment> &files, NameOfPicture name = NameOfPicture::Left);

} // namespace confab::client
