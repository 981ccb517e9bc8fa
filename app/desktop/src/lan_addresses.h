// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>

namespace confab::app
{

// The addresses by which others can reach this computer, the likeliest first: private IPv4, other IPv4, IPv6.
[[nodiscard]] QList<QHostAddress> lanAddresses();

} // namespace confab::app
