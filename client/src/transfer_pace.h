// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace confab::client::transferPace
{

// Files under way at once in one direction; downloads: of each kind, so that a picture never waits for a film.
inline constexpr int mostAtOnce = 2;
// Before one that was refused is tried again, at least.
inline constexpr qint64 againMs = 5000;
// Nothing for so long although something should come: gone on with from where it is.
inline constexpr int stallMs = 30000;

} // namespace confab::client::transferPace
