// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace confab::core
{

// SHA-256 of the UTF-8, 32 bytes: what is stored, and looked up, in place of a token or an invite code.
[[nodiscard]] QByteArray digestOf(const QString &text);

} // namespace confab::core
