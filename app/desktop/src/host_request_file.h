// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/host_controller.h>

#include <optional>

// What was hosted last, without the password, as a small JSON file.
namespace confab::app
{

[[nodiscard]] std::optional<client::HostRequest> readHostRequest(const QString &path);
// Mode 0600. False where it could not be written.
[[nodiscard]] bool writeHostRequest(const QString &path, const client::HostRequest &request);

} // namespace confab::app
