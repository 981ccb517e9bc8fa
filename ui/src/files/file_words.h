// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/files.h>

#include <QFont>

namespace confab::ui
{

// "812 bytes", "2.3 MiB", "130 MiB".
[[nodiscard]] QString sizeWord(qint64 bytes);
// One line of a name that keeps its beginning and its end, isolated left to right.
[[nodiscard]] QString elidedName(const QString &name, const QFont &font, int width);
// What stands under a file's name, less why it failed: its size, how far it is, that it waits.
[[nodiscard]] QString stateLine(const client::ShownFile &file);
// Whether there is (or will be) a picture of it to look at.
[[nodiscard]] bool isPicture(const client::ShownFile &file);
// The desktop may be asked to open it: by its name a kind that is looked at or listened to. What could run (programs,
// scripts, pages, links, documents with macros) or is not known is never opened, only saved.
[[nodiscard]] bool mayOpen(const QString &name);

} // namespace confab::ui
