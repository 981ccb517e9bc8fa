// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace confab::ui
{

// Lets screen readers find the messages of a ConversationView as children of a list: sender, time, text, state. Once.
void installConversationAccessible();

} // namespace confab::ui
