// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace confab::app
{

// Files that this process makes from now on are nobody else's to read, also those that libraries make.
void makeFilesPrivate();

} // namespace confab::app
