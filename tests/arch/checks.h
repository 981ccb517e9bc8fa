// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <functional>

namespace confab::arch
{

/// A file of the checkout: its path from the top, with forward slashes, and its text.
struct File {
    QString path;
    QString text;
};

/// Where a rule is broken. `line` counts from 1; 0 stands for the file as a whole.
struct Finding {
    QString path;
    int line = 0;
    QString what;

    /// In the form that editors can jump to: path:line: what.
    QString toString() const;
};

using Findings = QList<Finding>;

/// Names the Qt module that a header such as QString or QtCore/QString belongs to, as in QtCore; empty if none has it.
using QtModuleOf = std::function<QString(const QString &header)>;

/// True for the files that the compiler reads.
bool isCode(const QString &path);

/// Includes in a direction that docs/architecture.md does not draw, and Qt modules a module has no business with.
Findings checkIncludes(const File &file, const QtModuleOf &qtModuleOf);

/// What no code here does: friend classes, ignoring every TLS error, notes to do something later, and in tests:
/// sleeping.
Findings checkHabits(const File &file);

/// The licence line, in the first two lines of each source file and script.
Findings checkLicenceLine(const File &file);

/// Paths of somebody's machine; `sourceDir` is where this checkout lies.
Findings checkPaths(const File &file, const QString &sourceDir);

/// Decision records: docs/decisions/NNNN-title.md, each number once. Takes the paths of all files.
Findings checkDecisionNames(const QStringList &paths);

/// docs/features.md: each row of a table there names, in its last column, tests that exist: `tst_name` for a whole
/// program, `tst_name::slot` for one of its functions, or the name of another test as a CMakeLists.txt adds it.
Findings checkFeatures(const File &features, const QList<File> &files);

/// Links in .md files to headings (`#anchor`, also of another file) that are not there.
Findings checkAnchors(const QList<File> &files);

} // namespace confab::arch
