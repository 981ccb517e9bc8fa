// SPDX-License-Identifier: GPL-3.0-or-later
#include "code_filter.h"

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

// Lex writes \u0041 where PCRE wants \x{0041}.
QString forPcre(const QString &regex)
{
    QString result;
    for (qsizetype i = 0; i < regex.size(); ++i) {
        if (regex[i] != u'\\' || i + 1 == regex.size()) {
            result += regex[i];
            continue;
        }
        bool hex = false;
        if (regex[i + 1] == u'u' && i + 5 < regex.size())
            regex.sliced(i + 2, 4).toUInt(&hex, 16);
        if (hex) {
            result += u"\\x{"_s + regex.sliced(i + 2, 4) + u'}';
            i += 5;
        } else {
            result += regex.sliced(i, 2);
            ++i;
        }
    }
    return result;
}

} // namespace

CodeFilter::CodeFilter(const QString &regex)
    : m_all(regex.isEmpty())
{
    if (m_all)
        return;
    if (regex.size() > 300) {
        m_problem = u"Its regular expression is longer than 300 characters."_s;
        return;
    }
    // (*…) at the front would raise the bounds that are set here.
    if (regex.startsWith(u"(*"_s)) {
        m_problem = u"Its regular expression begins with a verb that is not supported."_s;
        return;
    }
    // Alone first: "a)|(b" would be well-formed between the brackets below.
    const QString pattern = forPcre(regex);
    const QRegularExpression alone(pattern);
    if (!alone.isValid()) {
        m_problem = u"Its regular expression is not valid: "_s + alone.errorString() + u'.';
        return;
    }
    m_regex.setPattern(u"(*LIMIT_MATCH=20000)(*LIMIT_DEPTH=500)\\A(?:"_s + pattern + u")\\z"_s);
    m_anyCase = QRegularExpression(m_regex.pattern(), QRegularExpression::CaseInsensitiveOption);
    if (!m_regex.isValid())
        m_problem = u"Its regular expression is not valid: "_s + m_regex.errorString() + u'.';
}

bool CodeFilter::matches(const QRegularExpression &regex, const QString &text)
{
    if (m_exhausted > 8)
        return false;
    const QRegularExpressionMatch match = regex.match(text);
    if (!match.isValid())
        ++m_exhausted;
    return match.hasMatch();
}

QString CodeFilter::taken(const QString &text)
{
    if (m_all)
        return text;
    if (!m_problem.isEmpty() || !matches(m_anyCase, text))
        return {};
    for (const QString &form : {text, text.toUpper(), text.toLower()}) {
        if (matches(m_regex, form))
            return form;
    }
    return {};
}

} // namespace confab::bots::lex
