// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace confab::ui
{

// Languages that the program can speak, "en" first.
[[nodiscard]] QStringList availableLanguages();

// Loads the words of a language and turns the window for right-to-left ones. Empty: the system's. After the
// QApplication, before the first widget; once.
void useLanguage(const QString &code);

} // namespace confab::ui
