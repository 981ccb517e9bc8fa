// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QSqlDatabase>

#include <functional>

namespace confab::store
{

// Everything stored but secrets, table by table in the order of their names, each in the order of its keys' UTF-8
// bytes. Throws SqlError. A transaction is the caller's.
void dumpAll(const QSqlDatabase &database, const std::function<void(const QJsonObject &)> &line);

} // namespace confab::store
