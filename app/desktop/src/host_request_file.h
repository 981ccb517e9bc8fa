// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/host_controller.h>

#include <optional>

namespace confab::app
{

// What was hosted last, without the password, kept as a small JSON file.
struct LastHosting {
    client::HostRequest request;
    quint16 port = 0; // 0: not known
};

[[nodiscard]] std::optional<LastHosting> readLastHosting(const QString &path);
// Mode 0600. False where it could not be written.
[[nodiscard]] bool writeLastHosting(const QString &path, const LastHosting &last);

} // namespace confab::app
