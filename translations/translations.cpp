// SPDX-License-Identifier: GPL-3.0-or-later
// A library needs a source; what it is for are the translations in its resources.
namespace confab
{
extern const char *const translationsFolder;
const char *const translationsFolder = ":/i18n";
} // namespace confab
