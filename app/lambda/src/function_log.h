// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QLoggingCategory>

// What the function writes for CloudWatch: one JSON object a line.
namespace confab::app
{

Q_DECLARE_LOGGING_CATEGORY(lcFunction)

// From now on Qt's messages go to standard error as {"level","category","message","requestId"}.
void installJsonLog();
// The call that lines belong to; empty: none.
void setLoggedRequest(const QByteArray &id);

// A line of CloudWatch's embedded metric format: counts and milliseconds of one call, in the namespace Confab, with the
// id of that call beside them. Names that end in "Ms" are milliseconds.
[[nodiscard]] QByteArray metricLine(const QJsonObject &values, qint64 atMs);

} // namespace confab::app
