// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace confab::app
{

// A value of an ini file that is not in quotes as a whole, as it stands there. QSettings would end it at a semicolon,
// make a list of it at commas, and take quotes and backslashes for its own.
struct IniValue {
    QString text;
    // By a quote that is not closed, or a backslash at its end: QSettings takes the next line for a part of it.
    bool runsOn = false;
};

// By "section/key", of whatever section; the last of a name counts. Those in quotes are QSettings' to read.
[[nodiscard]] QHash<QString, IniValue> unquotedValues(const QString &ini);

} // namespace confab::app
