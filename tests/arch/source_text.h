// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace confab::arch
{

/// One #include directive.
struct Include {
    QString path;
    int line = 0;
};

/// A C++ file taken apart, so that a rule about code does not stumble over a comment or a sample in a string.
/// `code` and `comments` have as many lines as the file; literals are left out of both.
struct SourceText {
    QString code;
    QString comments;
    QList<Include> includes;
};

/// Takes any text; what is no valid C++ gives some result and no error.
SourceText takeApart(const QString &text);

} // namespace confab::arch
