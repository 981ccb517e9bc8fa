// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/client.h>

#include <QDateTime>

namespace confab::app
{

// Runs an event loop until `isDone`, which is looked at after each event, or until the time.
void waitFor(const std::function<bool()> &isDone, std::chrono::milliseconds time);

// Sends and waits for the answer, for as long as the client gives it.
[[nodiscard]] Expected<aws::Answer, aws::Error> call(aws::Client &client, const aws::Request &request);

} // namespace confab::app
