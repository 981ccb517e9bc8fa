// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/search.h>

#include "search_filter.h"

#include <QCoreApplication>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

struct QueryWords {
    Q_DECLARE_TR_FUNCTIONS(confab::client::SearchQuery)
};

struct Token {
    QString keyword; // "from" of from:NAME, lower case
    QString value;
    bool quoted = false;
};

bool isQuote(QChar character)
{
    return u"\"\u201c\u201d\u201e\u00ab\u00bb"_s.contains(character);
}

// "from" where the word has it in front, followed by a colon.
QString keywordOf(QStringView word)
{
    for (const QLatin1StringView keyword : {"from"_L1, "in"_L1, "before"_L1, "after"_L1, "has"_L1}) {
        if (word.size() == keyword.size() + 1 && word.endsWith(u':') && word.startsWith(keyword, Qt::CaseInsensitive))
            return keyword;
    }
    return {};
}

QList<Token> tokensOf(const QString &typed)
{
    QList<Token> tokens;
    qsizetype i = 0;
    while (i < typed.size()) {
        if (typed[i].isSpace()) {
            ++i;
            continue;
        }
        Token token;
        const qsizetype begin = i;
        while (i < typed.size() && !typed[i].isSpace() && !isQuote(typed[i])) {
            ++i;
            if (typed[i - 1] == u':' && token.keyword.isEmpty() && token.value.isEmpty()) {
                token.keyword = keywordOf(QStringView(typed).sliced(begin, i - begin));
                if (!token.keyword.isEmpty())
                    break;
            }
        }
        const qsizetype valueBegin = token.keyword.isEmpty() ? begin : i;
        if (i < typed.size() && isQuote(typed[i]) && i == valueBegin) {
            // A quotation that is not closed yet goes on to the end.
            const qsizetype from = ++i;
            while (i < typed.size() && !isQuote(typed[i]))
                ++i;
            token.value = typed.sliced(from, i - from).simplified();
            token.quoted = true;
            ++i;
        } else {
            // Within a word it is a mark like any other: 5"
            while (i < typed.size() && !typed[i].isSpace())
                ++i;
            token.value = typed.sliced(valueBegin, i - valueBegin);
        }
        tokens.append(token);
    }
    return tokens;
}

// "mai" of "Mai.", as people write it.
QString nameKey(const QString &name)
{
    QString key = folded(name.trimmed());
    if (key.endsWith(u'.'))
        key.chop(1);
    return key;
}

// 1 … count, 0: none of them.
int indexOfName(const QString &word, const QLocale &locale, int count,
                QString (QLocale::*name)(int, QLocale::FormatType) const,
                QString (QLocale::*standalone)(int, QLocale::FormatType) const)
{
    const QString key = nameKey(word);
    for (const QLocale &each : {QLocale::c(), locale}) {
        for (int i = 1; i <= count; ++i) {
            for (const QLocale::FormatType format : {QLocale::LongFormat, QLocale::ShortFormat}) {
                if (key == nameKey((each.*name)(i, format)) || key == nameKey((each.*standalone)(i, format)))
                    return i;
            }
        }
    }
    return 0;
}

QDate dateOf(const QString &word, const QDate &today, const QLocale &locale)
{
    const QString key = nameKey(word);
    if (key.isEmpty())
        return {};
    if (key == "today"_L1 || key == nameKey(QueryWords::tr("today", "a date to search from")))
        return today;
    if (key == "yesterday"_L1 || key == nameKey(QueryWords::tr("yesterday", "a date to search from")))
        return today.addDays(-1);
    for (const QString &format : {u"yyyy-M-d"_s, u"yyyy-M"_s, u"yyyy"_s}) {
        if (const QDate date = QDate::fromString(word, format); date.isValid() && date.year() >= 1970)
            return date;
    }
    if (const int month = indexOfName(word, locale, 12, &QLocale::monthName, &QLocale::standaloneMonthName)) {
        const QDate thisYear(today.year(), month, 1);
        return thisYear > today ? thisYear.addYears(-1) : thisYear;
    }
    if (const int weekday = indexOfName(word, locale, 7, &QLocale::dayName, &QLocale::standaloneDayName)) {
        const int back = (today.dayOfWeek() - weekday + 7) % 7;
        return today.addDays(-(back == 0 ? 7 : back));
    }
    QDate date = locale.toDate(word, QLocale::ShortFormat);
    if (!date.isValid())
        date = QDate::fromString(word, u"d.M.yyyy"_s);
    // Two digits of a year are of this century.
    if (date.isValid() && date.year() < 1970)
        date = date.addYears(100);
    return date;
}

} // namespace

SearchQuery SearchQuery::parse(const QString &typed)
{
    return parse(typed, QDate::currentDate(), QLocale());
}

SearchQuery SearchQuery::parse(const QString &typed, const QDate &today, const QLocale &locale)
{
    SearchQuery query;
    for (const Token &token : tokensOf(typed)) {
        const QString &value = token.value;
        if (value.isEmpty())
            continue; // somebody is still typing
        if (token.keyword == "from"_L1) {
            query.from = value.startsWith(u'@') ? value.sliced(1) : value;
        } else if (token.keyword == "in"_L1) {
            query.in = value;
        } else if (const QDate date = token.keyword == "before"_L1 || token.keyword == "after"_L1
                                          ? dateOf(value, today, locale)
                                          : QDate();
                   date.isValid()) {
            (token.keyword == "before"_L1 ? query.before : query.after) = date;
        } else if (token.keyword == "has"_L1 && value.compare("file"_L1, Qt::CaseInsensitive) == 0) {
            query.hasFile = true;
        } else if (token.keyword == "has"_L1 && value.compare("link"_L1, Qt::CaseInsensitive) == 0) {
            query.hasLink = true;
        } else {
            const QString term = token.keyword.isEmpty() ? value : token.keyword + u':' + value;
            if (!query.terms.contains(term))
                query.terms.append(term);
        }
    }
    return query;
}

bool SearchQuery::isEmpty() const
{
    return terms.isEmpty() && from.isEmpty() && in.isEmpty() && !before.isValid() && !after.isValid() && !hasFile &&
           !hasLink;
}

} // namespace confab::client
