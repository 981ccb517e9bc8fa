// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace confab::app
{

struct ShotOptions {
    QString folder;
    QString theme = QStringLiteral("light");
    QString suffix; // behind the screen's name, before ".png"
};

[[nodiscard]] QStringList screenNames();
// Renders one screen into `folder`. What is wrong with it: texts that are cut off, a state that was not reached, a file
// that cannot be written. Empty: all is well.
[[nodiscard]] QStringList shoot(const QString &screen, const ShotOptions &options);

} // namespace confab::app
