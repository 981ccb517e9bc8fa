// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/message_row.h>

namespace confab::app
{

// A painted landscape, written into `folder`; its path. `hue` 0 … 359 makes one unlike the other.
[[nodiscard]] QString samplePicture(const QString &folder, const QString &name, QSize size, int hue);

// Messages with pictures and files in every state: here, on their way, waiting, failed. What is here lies in `folder`.
[[nodiscard]] QList<client::MessageRow> sampleFileRows(const QString &folder);

} // namespace confab::app
