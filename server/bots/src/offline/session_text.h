// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "brain.h"
#include "session.h"

namespace confab::bots::offline
{

// A dialogue as it is kept elsewhere: JSON, some kilobytes, read again by the same version of this program.
[[nodiscard]] QByteArray toText(const Session &session, const Brain &brain);
// A new dialogue where it was one of another version, or of a bot that has changed since.
[[nodiscard]] Session sessionOf(const QByteArray &text, const Brain &brain);

} // namespace confab::bots::offline
