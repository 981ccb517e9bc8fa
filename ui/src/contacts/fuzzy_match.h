// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace confab::ui
{

// How well what was typed fits a name, whatever the case and the accents: 0 is best, nothing where its letters do not
// stand in the name in this order.
[[nodiscard]] std::optional<int> fuzzyCost(const QString &name, const QString &typed);
// Where the letters stand in the name that were typed, as fuzzyCost() found them; empty where they do not.
[[nodiscard]] QList<qsizetype> fuzzyLetters(const QString &name, const QString &typed);

} // namespace confab::ui
