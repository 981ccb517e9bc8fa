// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/lex_export.h>

#include <QMap>
#include <QString>
#include <QStringList>

namespace confab::bots::lex
{

// What is said of an export while it is read, and how much of it is kept.
class ExportReport
{
public:
    // What is noted from now on is of this file.
    void beginFile(const QString &path) { m_file = path; }
    [[nodiscard]] const QString &file() const { return m_file; }

    // A sentence on what does not run; each is said once for a file.
    void note(const QString &what) { noteOf(m_file, what); }
    void noteOf(const QString &file, const QString &what);

    // Asked before something is kept, in UTF-16 units: false, from then on, once it is too much.
    [[nodiscard]] bool mayKeep(qsizetype units);
    [[nodiscard]] bool isTooMuch() const { return m_left < 0; }

    // By file; `prefix` is taken off the files' paths.
    [[nodiscard]] QList<Unsupported> lines(const QString &prefix) const;

private:
    QString m_file;
    QMap<QString, QStringList> m_notes;
    int m_count = 0;
    int m_unsaid = 0;
    // 16 MiB, which leaves three quarters of the memory that an import may take to a file on its way.
    qsizetype m_left = 8 * 1024 * 1024;
};

} // namespace confab::bots::lex
