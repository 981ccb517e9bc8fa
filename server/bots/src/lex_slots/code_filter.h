// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QString>

namespace confab::bots::lex
{

// The regular expression of an AMAZON.AlphaNumeric slot type. Whatever it is, a question costs a bounded number of
// steps, past which it takes nothing.
class CodeFilter
{
public:
    explicit CodeFilter(const QString &regex);

    // Empty, or why it takes nothing: one English sentence.
    [[nodiscard]] QString problem() const { return m_problem; }
    // The whole of the text; an empty filter takes all.
    [[nodiscard]] bool takes(const QString &text) const;

private:
    QString m_problem;
    bool m_all = false;
    QRegularExpression m_regex;
};

} // namespace confab::bots::lex
