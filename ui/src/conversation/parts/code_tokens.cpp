// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/parts/code_tokens.h"

#include <QSet>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// What a language is made of, as far as colours go.
struct Language {
    QStringList names;
    QStringList lineComments;
    QString blockBegin;
    QString blockEnd;
    QString quotes;    // each ends with itself
    QString rawQuotes; // of these, the ones in which a backslash is a letter and a line may end
    bool tripled = false;
    bool anyCase = false;
    bool markup = false;
    QSet<QString> keywords;
};

QSet<QString> words(const QString &text)
{
    const QStringList all = text.split(u' ', Qt::SkipEmptyParts);
    return {all.begin(), all.end()};
}

const QList<Language> &languages()
{
    static const QList<Language> all{
        {{u"c"_s, u"h"_s, u"cpp"_s, u"c++"_s, u"cc"_s, u"cxx"_s, u"hpp"_s, u"java"_s, u"cs"_s, u"csharp"_s, u"kotlin"_s,
          u"swift"_s, u"go"_s, u"rust"_s, u"rs"_s},
         {u"//"_s},
         u"/*"_s,
         u"*/"_s,
         u"\"'"_s,
         {},
         false,
         false,
         false,
         words(
             u"abstract as async auto await bool break case catch char class concept const constexpr consteval "
             u"continue "
             "crate default defer delete do double dyn else enum explicit export extends extern false final finally "
             "float fn for foreach friend func fun go goto if impl implements import in inline int interface internal "
             "is let long loop match mod module move mut namespace new nil noexcept null nullptr operator override "
             "package private protected pub public range readonly ref requires return select self short signed sizeof "
             "static string struct super switch template this throw trait true try type typedef typename union "
             "unsafe unsigned use using var virtual void volatile when where while yield"_s)},
        {{u"python"_s, u"py"_s, u"python3"_s},
         {u"#"_s},
         {},
         {},
         u"\"'"_s,
         {},
         true,
         false,
         false,
         words(
             u"False None True and as assert async await break class continue def del elif else except finally for "
             "from global if import in is lambda match nonlocal not or pass raise return self try while with yield"_s)},
        {{u"js"_s, u"javascript"_s, u"ts"_s, u"typescript"_s, u"jsx"_s, u"tsx"_s, u"json"_s, u"json5"_s, u"qml"_s},
         {u"//"_s},
         u"/*"_s,
         u"*/"_s,
         u"\"'`"_s,
         u"`"_s,
         false,
         false,
         false,
         words(u"any as async await boolean break case catch class const continue debugger default delete do else enum "
               "export extends false finally for from function get if implements import in instanceof interface let "
               "new null number of property readonly return set signal static string super switch this throw true try "
               "type typeof undefined var void while yield"_s)},
        {{u"sh"_s, u"bash"_s, u"shell"_s, u"zsh"_s, u"console"_s},
         {u"#"_s},
         {},
         {},
         u"\"'"_s,
         u"'"_s,
         false,
         false,
         false,
         words(
             u"break case cd continue declare do done echo elif else esac eval exec exit export fi for function if in "
             "local readonly return set shift source then trap unset until while"_s)},
        {{u"sql"_s, u"sqlite"_s, u"mysql"_s, u"postgres"_s},
         {u"--"_s},
         u"/*"_s,
         u"*/"_s,
         u"'\""_s,
         u"'\""_s,
         false,
         true,
         false,
         words(
             u"add all alter and as asc begin between by case check column commit conflict create cross default delete "
             "desc distinct drop else end exists foreign from full group having if in index inner insert integer into "
             "is join key left like limit not null offset on or order outer pragma primary references replace right "
             "rollback select set table text then transaction trigger union unique update using values view when "
             "where with"_s)},
        {{u"yaml"_s, u"yml"_s, u"toml"_s, u"ini"_s, u"conf"_s, u"cmake"_s, u"make"_s, u"makefile"_s, u"dockerfile"_s},
         {u"#"_s, u";"_s},
         {},
         {},
         u"\"'"_s,
         {},
         false,
         false,
         false,
         words(
             u"true false yes no on off null if else elseif endif foreach endforeach function endfunction set FROM RUN "
             "COPY ENV CMD ENTRYPOINT WORKDIR"_s)},
        {{u"css"_s, u"scss"_s, u"qss"_s}, {}, u"/*"_s, u"*/"_s, u"\"'"_s, {}, false, false, false, {}},
        {{u"html"_s, u"xml"_s, u"svg"_s, u"qrc"_s, u"ui"_s},
         {},
         u"<!--"_s,
         u"-->"_s,
         u"\"'"_s,
         u"\"'"_s,
         false,
         false,
         true,
         {}},
    };
    return all;
}

const Language *find(const QString &name)
{
    const QString wanted = name.section(u' ', 0, 0).toLower();
    for (const Language &language : languages()) {
        if (language.names.contains(wanted))
            return &language;
    }
    return nullptr;
}

bool endsLine(QChar character)
{
    return character == QChar::LineSeparator || character == u'\n';
}

bool isWord(QChar character)
{
    return character.isLetterOrNumber() || character == u'_';
}

class Reader
{
public:
    Reader(const QString &code, const Language &language)
        : m_code(code)
        , m_language(language)
    {
    }

    QList<CodeToken> read()
    {
        while (m_at < m_code.size()) {
            if (!comment() && !(m_language.markup ? tag() : (string() || number() || word())))
                ++m_at;
        }
        return std::move(m_tokens);
    }

private:
    [[nodiscard]] bool here(const QString &sign) const
    {
        return !sign.isEmpty() && QStringView(m_code).sliced(m_at).startsWith(sign);
    }

    void take(CodeToken::Kind kind, qsizetype end)
    {
        m_tokens.append({kind, m_at, end - m_at});
        m_at = end;
    }

    [[nodiscard]] qsizetype lineEnd(qsizetype from) const
    {
        while (from < m_code.size() && !endsLine(m_code.at(from)))
            ++from;
        return from;
    }

    bool comment()
    {
        if (here(m_language.blockBegin)) {
            const qsizetype end = m_code.indexOf(m_language.blockEnd, m_at + m_language.blockBegin.size());
            take(CodeToken::Kind::Comment, end < 0 ? m_code.size() : end + m_language.blockEnd.size());
            return true;
        }
        for (const QString &sign : m_language.lineComments) {
            // "#" inside of a word is none: $#, C#, a#b.
            if (here(sign) && (sign != "#"_L1 || m_at == 0 || m_code.at(m_at - 1).isSpace())) {
                take(CodeToken::Kind::Comment, lineEnd(m_at));
                return true;
            }
        }
        return false;
    }

    bool string()
    {
        const QChar quote = m_code.at(m_at);
        if (!m_language.quotes.contains(quote))
            return false;
        if (m_language.tripled && here(QString(3, quote))) {
            const qsizetype end = m_code.indexOf(QString(3, quote), m_at + 3);
            take(CodeToken::Kind::String, end < 0 ? m_code.size() : end + 3);
            return true;
        }
        const bool raw = m_language.rawQuotes.contains(quote);
        for (qsizetype i = m_at + 1; i < m_code.size(); ++i) {
            const QChar character = m_code.at(i);
            if (!raw && endsLine(character))
                break;
            if (!raw && character == u'\\') {
                ++i;
            } else if (character == quote) {
                take(CodeToken::Kind::String, i + 1);
                return true;
            }
        }
        return false; // an apostrophe, a lifetime, or it is still being typed
    }

    bool number()
    {
        if (!m_code.at(m_at).isDigit())
            return false;
        qsizetype end = m_at;
        while (end < m_code.size() && (isWord(m_code.at(end)) || m_code.at(end) == u'.' || m_code.at(end) == u'\''))
            ++end;
        while (!isWord(m_code.at(end - 1)))
            --end;
        take(CodeToken::Kind::Number, end);
        return true;
    }

    bool word()
    {
        if (!isWord(m_code.at(m_at)))
            return false;
        qsizetype end = m_at;
        while (end < m_code.size() && isWord(m_code.at(end)))
            ++end;
        const QString found = m_code.sliced(m_at, end - m_at);
        if (m_language.keywords.contains(m_language.anyCase ? found.toLower() : found))
            take(CodeToken::Kind::Keyword, end);
        m_at = end;
        return true;
    }

    // The name behind "<" and the values up to ">"; what is between tags is text.
    bool tag()
    {
        if (m_code.at(m_at) != u'<')
            return false;
        ++m_at;
        while (m_at < m_code.size() && (m_code.at(m_at) == u'/' || m_code.at(m_at) == u'?' || m_code.at(m_at) == u'!'))
            ++m_at;
        qsizetype end = m_at;
        while (end < m_code.size() && (isWord(m_code.at(end)) || m_code.at(end) == u'-' || m_code.at(end) == u':'))
            ++end;
        if (end > m_at)
            take(CodeToken::Kind::Keyword, end);
        while (m_at < m_code.size() && m_code.at(m_at) != u'>' && m_code.at(m_at) != u'<') {
            if (!string())
                ++m_at;
        }
        return true;
    }

    const QString &m_code;
    const Language &m_language;
    QList<CodeToken> m_tokens;
    qsizetype m_at = 0;
};

} // namespace

QList<CodeToken> codeTokens(const QString &code, const QString &language)
{
    const Language *found = find(language);
    return found ? Reader(code, *found).read() : QList<CodeToken>();
}

} // namespace confab::ui
