// SPDX-License-Identifier: GPL-3.0-or-later
#include "export_report.h"

#include "plain_words.h"

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

void ExportReport::noteOf(const QString &file, const QString &what)
{
    constexpr int mostLines = 1000;
    if (m_notes.value(file).contains(what))
        return;
    if (m_count == mostLines) {
        ++m_unsaid;
        return;
    }
    ++m_count;
    m_notes[file].append(what);
}

bool ExportReport::mayKeep(qsizetype units)
{
    if (m_left >= 0)
        m_left -= units;
    return m_left >= 0;
}

QList<Unsupported> ExportReport::lines(const QString &prefix) const
{
    QList<Unsupported> all;
    for (auto file = m_notes.begin(); file != m_notes.end(); ++file) {
        const QString path = file.key().startsWith(prefix) ? file.key().mid(prefix.size()) : file.key();
        for (const QString &what : file.value())
            all.append({harmless(path), what});
    }
    if (m_unsaid > 0)
        all.append({u"…"_s, u"There are %1 more lines."_s.arg(m_unsaid)});
    return all;
}

} // namespace confab::bots::lex
