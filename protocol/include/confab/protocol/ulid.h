// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace confab::protocol
{

// 26 characters of Crockford base 32: 48 bits of milliseconds, 80 random bits from the system's generator.
[[nodiscard]] QString makeUlid(const QDateTime &now = QDateTime::currentDateTimeUtc());
[[nodiscard]] bool isUlid(const QString &text);

} // namespace confab::protocol
