// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace confab::app
{

// Visible labels, buttons, fields' hints and choices whose text does not fit where it stands: one sentence each.
// Labels that are made to give way ("…", as names of rooms do) are not counted.
[[nodiscard]] QStringList cutTexts(const QWidget &window);

} // namespace confab::app
