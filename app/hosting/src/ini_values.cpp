// SPDX-License-Identifier: GPL-3.0-or-later
#include "ini_values.h"

#include <QStringList>

namespace confab::app
{

namespace
{

// Of the quote that closes the one at the beginning; -1: it is not closed.
qsizetype endOfQuotes(const QString &text)
{
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text.at(i) == u'\\')
            ++i;
        else if (text.at(i) == u'"')
            return i;
    }
    return -1;
}

bool runsOn(const QString &value)
{
    bool quoted = false;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QChar c = value.at(i);
        if (c == u';' && !quoted)
            return false; // the rest is a remark to QSettings
        if (c == u'"')
            quoted = !quoted;
        else if (c == u'\\' && ++i == value.size())
            return true;
    }
    return quoted;
}

// How many lines a value takes that is in quotes as a whole, but for a remark behind it; 0: it is not.
qsizetype linesInQuotes(const QString &value, const QStringList &next)
{
    if (!value.startsWith(u'"'))
        return 0;
    QString whole = value;
    qsizetype end = endOfQuotes(whole);
    qsizetype lines = 1;
    for (; end < 0 && lines <= next.size(); ++lines) {
        whole += u'\n' + next.at(lines - 1);
        end = endOfQuotes(whole);
    }
    const QString behind = end < 0 ? whole : whole.mid(end + 1).trimmed();
    return behind.isEmpty() || behind.startsWith(u';') ? lines : 0;
}

} // namespace

QHash<QString, IniValue> unquotedValues(const QString &ini)
{
    QString text = ini;
    text.replace(QLatin1StringView("\r\n"), QLatin1StringView("\n")).replace(u'\r', u'\n');
    const QStringList lines = text.split(u'\n');
    QHash<QString, IniValue> values;
    QString section;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines.at(i).trimmed();
        if (line.startsWith(u'[')) {
            section = line.mid(1).section(u']', 0, 0).trimmed();
            continue;
        }
        const qsizetype equals = line.indexOf(u'=');
        if (line.startsWith(u';') || equals < 0)
            continue;
        const QString name = section + u'/' + line.left(equals).trimmed();
        const QString value = line.mid(equals + 1).trimmed();
        if (const qsizetype taken = linesInQuotes(value, lines.mid(i + 1)); taken > 0) {
            values.remove(name);
            i += taken - 1;
        } else {
            values.insert(name, {value, runsOn(value)});
        }
    }
    return values;
}

} // namespace confab::app
