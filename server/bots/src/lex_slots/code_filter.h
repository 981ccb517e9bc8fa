// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QString>

namespace confab::bots::lex
{

// The regular expression of an AMAZON.AlphaNumeric slot type. Whatever it is, a question costs a bounded number of
// steps, past which it takes nothing, and where that happens again and again it takes nothing any more.
class CodeFilter
{
public:
    explicit CodeFilter(const QString &regex);

    // Empty, or why it takes nothing: one English sentence.
    [[nodiscard]] QString problem() const { return m_problem; }
    // The text, as a whole, as it is written or else in capitals or in small letters; null where none of them is taken.
    // An empty filter takes all.
    [[nodiscard]] QString taken(const QString &text);

private:
    [[nodiscard]] bool matches(const QRegularExpression &regex, const QString &text);

    QString m_problem;
    int m_exhausted = 0; // how often the bound on steps was met
    bool m_all = false;
    QRegularExpression m_regex;
    QRegularExpression m_anyCase; // asked first, as most texts fail already there
};

} // namespace confab::bots::lex
