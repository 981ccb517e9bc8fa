// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace confab::gateway
{

// Raises the number of files this process may have open as far as it may, and tells it. A guess where there is no such
// limit to ask for.
[[nodiscard]] int raiseDescriptorLimit();

} // namespace confab::gateway
