// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace confab::app
{

class SampleServer;

// The people, rooms and messages of the pictures: Studio Nord, a studio that ships a release today. Times are fixed
// hours of today and the days before, so that each run gives the same pictures.
void tellStory(SampleServer &server);
// The room that the pictures of a conversation show.
[[nodiscard]] QString storyRoom();
// The conversation with the bot.
[[nodiscard]] QString storyBot();

} // namespace confab::app
