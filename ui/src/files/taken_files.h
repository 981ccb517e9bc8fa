// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QStringList>

class QMimeData;

namespace confab::ui
{

// Files or a picture among what is pasted or dropped. A picture that comes with a text (a part of a table or of a page)
// is not meant: the text is.
[[nodiscard]] bool holdsFiles(const QMimeData &data);
// Their paths; empty: none, or not of this computer.
[[nodiscard]] QStringList filesOf(const QMimeData &data);
[[nodiscard]] QImage pictureOf(const QMimeData &data);

} // namespace confab::ui
