// SPDX-License-Identifier: GPL-3.0-or-later
#include "source_text.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace confab::arch
{

namespace
{

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

class Scanner
{
public:
    explicit Scanner(const QString &text)
        : m_text(text)
    {
    }

    SourceText scan()
    {
        while (m_at < m_text.size()) {
            if (startsWith("//"_L1))
                copyTo(m_result.comments, endOfLine());
            else if (startsWith("/*"_L1))
                copyTo(m_result.comments, after(m_text.indexOf("*/"_L1, m_at + 2), 2));
            else if (at(m_at) == u'#' && m_lineIsBlank)
                takeDirective();
            else if (at(m_at) == u'"')
                skipString();
            else if (at(m_at) == u'\'' && !isDigitSeparator())
                skipQuoted(u'\'');
            else
                copyTo(m_result.code, m_at + 1);
        }
        return m_result;
    }

private:
    QChar at(qsizetype position) const { return position < m_text.size() ? m_text.at(position) : QChar(u'\n'); }

    bool startsWith(QLatin1StringView what) const { return QStringView(m_text).sliced(m_at).startsWith(what); }

    qsizetype endOfLine() const
    {
        const qsizetype end = m_text.indexOf(u'\n', m_at);
        return end < 0 ? m_text.size() : end;
    }

    qsizetype after(qsizetype found, qsizetype length) const { return found < 0 ? m_text.size() : found + length; }

    // The word that ends just before the current position, such as the uR of a raw string or the 1 of 1'000.
    QStringView wordBefore() const
    {
        qsizetype begin = m_at;
        while (begin > 0 && (isWord(m_text.at(begin - 1)) || m_text.at(begin - 1) == u'\''))
            --begin;
        return QStringView(m_text).sliced(begin, m_at - begin);
    }

    bool isDigitSeparator() const
    {
        const QStringView word = wordBefore();
        return !word.isEmpty() && word.front().isDigit();
    }

    // Moves on to `end`; what is passed goes to `target` and only its line breaks go elsewhere.
    void copyTo(QString &target, qsizetype end)
    {
        for (; m_at < end; ++m_at) {
            const QChar c = m_text.at(m_at);
            if (c == u'\n') {
                m_result.code += c;
                m_result.comments += c;
                ++m_line;
                m_lineIsBlank = true;
                continue;
            }
            target += c;
            if (!c.isSpace())
                m_lineIsBlank = false;
        }
    }

    void skipTo(qsizetype end)
    {
        QString nowhere;
        copyTo(nowhere, end);
    }

    void takeDirective()
    {
        static const QRegularExpression include(uR"(^#\s*include\s*[<"]([^>"\n]+)[>"])"_s);
        const QRegularExpressionMatch match = include.match(m_text.sliced(m_at, endOfLine() - m_at));
        if (!match.hasMatch()) {
            copyTo(m_result.code, m_at + 1);
            return;
        }
        m_result.includes.append({match.captured(1), m_line});
        skipTo(m_at + match.capturedLength());
    }

    void skipString()
    {
        if (wordBefore().endsWith(u'R')) {
            const qsizetype open = m_text.indexOf(u'(', m_at);
            if (open >= 0) {
                const QString close = u')' + m_text.sliced(m_at + 1, open - m_at - 1) + u'"';
                skipTo(after(m_text.indexOf(close, open), close.size()));
                return;
            }
        }
        skipQuoted(u'"');
    }

    void skipQuoted(QChar quote)
    {
        qsizetype end = m_at + 1;
        while (end < m_text.size() && m_text.at(end) != quote && m_text.at(end) != u'\n')
            end += m_text.at(end) == u'\\' ? 2 : 1;
        skipTo(qMin(end + 1, m_text.size()));
        m_result.code += quote;
        m_result.code += quote;
    }

    const QString m_text;
    SourceText m_result;
    qsizetype m_at = 0;
    int m_line = 1;
    bool m_lineIsBlank = true;
};

} // namespace

SourceText takeApart(const QString &text)
{
    return Scanner(text).scan();
}

} // namespace confab::arch
