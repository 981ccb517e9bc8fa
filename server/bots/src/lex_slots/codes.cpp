// SPDX-License-Identifier: GPL-3.0-or-later
#include "codes.h"

#include "code_filter.h"
#include "name_lists.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

bool isAscii(const QString &text)
{
    for (const QChar unit : text) {
        if (unit.unicode() > 0x7e || unit.unicode() < 0x21)
            return false;
    }
    return true;
}

// RFC 5321's bounds, and Lex's marks in front of the @.
bool isEmail(const QString &text)
{
    const qsizetype at = text.indexOf(u'@');
    if (at < 1 || at > 64 || text.size() > 254 || text.indexOf(u'@', at + 1) >= 0 || !isAscii(text))
        return false;
    const QString local = text.left(at);
    for (const QChar unit : local) {
        if (!unit.isLetterOrNumber() && !u"._-+"_s.contains(unit))
            return false;
    }
    if (local.startsWith(u'.') || local.endsWith(u'.') || local.contains(u".."_s))
        return false;
    const QStringList labels = text.sliced(at + 1).split(u'.');
    if (labels.size() < 2)
        return false;
    for (const QString &label : labels) {
        if (label.isEmpty() || label.size() > 63 || label.startsWith(u'-') || label.endsWith(u'-'))
            return false;
        for (const QChar unit : label) {
            if (!unit.isLetterOrNumber() && unit != u'-')
                return false;
        }
    }
    const QString &last = labels.last();
    return last.size() >= 2 && last[0].isLetter() && last.back().isLetter();
}

// "dot", "underscore", "dash", "hyphen", "plus": the mark, or nothing.
QString spokenMark(const Words &words, qsizetype i)
{
    static const QHash<QString, QString> marks{{u"dot"_s, u"."_s},  {u"point"_s, u"."_s},  {u"underscore"_s, u"_"_s},
                                               {u"dash"_s, u"-"_s}, {u"hyphen"_s, u"-"_s}, {u"plus"_s, u"+"_s}};
    return marks.value(words[i].folded);
}

bool isPlain(const Words &words, qsizetype i)
{
    return (words.letters(i) || words.digits(i)) && isAscii(words[i].folded);
}

// A name and what is joined to it, forwards from `i`: "ann dot lee", "example dot co dot uk".
QString joinedFrom(const Words &words, qsizetype &i)
{
    QString text;
    if (!isPlain(words, i))
        return text;
    for (;;) {
        text += words[i++].folded;
        while (isPlain(words, i) && words.glued(i))
            text += words[i++].folded;
        const QString mark = words.gluedMark(i, u'.') ? u"."_s : spokenMark(words, i);
        if (mark.isEmpty() || !isPlain(words, i + 1))
            return text;
        text += mark;
        ++i;
    }
}

int digitOf(const QString &word)
{
    static const QHash<QString, int> digits{{u"zero"_s, 0}, {u"oh"_s, 0},  {u"o"_s, 0},     {u"nought"_s, 0},
                                            {u"one"_s, 1},  {u"two"_s, 2}, {u"three"_s, 3}, {u"four"_s, 4},
                                            {u"five"_s, 5}, {u"six"_s, 6}, {u"seven"_s, 7}, {u"eight"_s, 8},
                                            {u"nine"_s, 9}};
    return digits.value(word, -1);
}

// "two", "double five", "triple 0": its digits, and the word behind them.
QString spokenDigits(const Words &words, qsizetype &i)
{
    const int times = words.is(i, "double"_L1) ? 2 : words.isOneOf(i, {"triple"_L1, "treble"_L1}) ? 3 : 1;
    const qsizetype at = times == 1 ? i : i + 1;
    int digit = digitOf(words[at].folded);
    if (digit < 0 && times > 1 && words.digits(at) && words[at].folded.size() == 1)
        digit = words.number(at);
    if (digit < 0)
        return {};
    i = at + 1;
    return QString(times, QChar(u'0' + digit));
}

// "AB", "1A", "99 9ZZ": the forms of Lex, A9 9AA and its longer ones, without their space.
bool isPostcode(const QString &code)
{
    static const QSet<QString> outward{u"AA9A"_s, u"A9A"_s, u"A9"_s, u"A99"_s, u"AA9"_s, u"AA99"_s};
    if (code.size() < 5 || code.size() > 7 || !isAscii(code))
        return false;
    QString form;
    for (const QChar unit : code)
        form += unit.isDigit() ? u'9' : unit.isLetter() ? u'A' : u'?';
    return form.endsWith(u"9AA"_s) && outward.contains(form.chopped(3));
}

// The places where something written without spaces begins and ends, marks of the sentence left outside.
struct Run {
    qsizetype from = 0;
    qsizetype to = 0;
};

QList<Run> runsOf(const Words &words)
{
    QList<Run> runs;
    for (qsizetype i = 0; i < words.size();) {
        Run run{i, words.endOfRun(i)};
        i = run.to;
        while (run.from < run.to && words[run.from].kind == Word::Mark)
            ++run.from;
        while (run.to > run.from && words[run.to - 1].kind == Word::Mark)
            --run.to;
        if (run.from < run.to)
            runs.append(run);
    }
    return runs;
}

// A digit said as a word counts as one where a code is spelled.
QString codePiece(const Words &words, const Run &run)
{
    const int digit = run.to == run.from + 1 ? digitOf(words[run.from].folded) : -1;
    return digit >= 0 ? QString(QChar(u'0' + digit)) : words.text(run.from, run.to);
}

// Pieces of one letter or digit each, "a p q one 2 3", or in capitals and digits, "HX 209".
bool isSpelled(const Words &words, const QList<Run> &runs, qsizetype first, qsizetype last)
{
    bool letters = false;
    bool digits = false;
    bool single = true;
    bool capitals = true;
    for (qsizetype i = first; i <= last; ++i) {
        const QString piece = codePiece(words, runs[i]);
        single = single && piece.size() == 1;
        bool plain = piece.size() <= 6 && piece != "I"_L1;
        for (const QChar unit : piece) {
            letters |= unit.isLetter();
            digits |= unit.isDigit();
            plain = plain && (unit.isDigit() || unit.isUpper());
        }
        capitals = capitals && plain;
    }
    return single || (capitals && letters && digits);
}

QString spelledCode(const Words &words, const QList<Run> &runs, qsizetype first, qsizetype last)
{
    QString code;
    for (qsizetype i = first; i <= last; ++i)
        code += codePiece(words, runs[i]);
    return code;
}

} // namespace

QList<Reading> readEmails(const Words &words)
{
    QList<Reading> readings;
    const QString taken = u"._-+"_s;
    for (qsizetype at = 0; at < words.size(); ++at) {
        if (words.is(at, "@"_L1)) {
            qsizetype from = at;
            while (from > 0 && words.glued(from) &&
                   (words[from - 1].kind != Word::Mark || taken.contains(words[from - 1].folded)))
                --from;
            qsizetype to = at + 1;
            while (words.glued(to) && (words[to].kind != Word::Mark || words.gluedMark(to, u'.') ||
                                       words.gluedMark(to, u'-') || words.gluedMark(to, u'@')))
                ++to;
            while (to > at && words[to - 1].kind == Word::Mark)
                --to;
            const QString address = words.text(from, to);
            if (isEmail(address)) {
                const QString value =
                    address.left(address.indexOf(u'@')) + address.sliced(address.indexOf(u'@')).toLower();
                readings.append({from, to, value, {value}, 1.0, false});
            }
            continue;
        }
        if (!words.is(at, "at"_L1))
            continue;
        qsizetype to = at + (words.is(at + 1, "sign"_L1) ? 2 : 1);
        const QString domain = joinedFrom(words, to);
        if (!domain.contains(u'.') || !isPlain(words, at - 1))
            continue;
        // Backwards over what marks join.
        qsizetype from = at - 1;
        while (from > 0) {
            if (words.glued(from) && isPlain(words, from - 1))
                --from;
            else if (from > 1 && isPlain(words, from - 2) &&
                     (words.gluedMark(from - 1, u'.') || !spokenMark(words, from - 1).isEmpty()))
                from -= 2;
            else
                break;
        }
        qsizetype end = from;
        const QString value = joinedFrom(words, end) + u'@' + domain;
        if (end == at && isEmail(value))
            readings.append({from, to, value, {value}, 0.7, false});
    }
    return readings;
}

QList<Reading> readPhones(const Words &words)
{
    QList<Reading> readings;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool plus = words.is(i, "+"_L1) || words.is(i, "plus"_L1);
        qsizetype at = plus ? i + 1 : i;
        if (words.is(at, "("_L1))
            ++at;
        qsizetype probe = at;
        if (!words.digits(at) && spokenDigits(words, probe).isEmpty())
            continue;
        if (words.glued(i) && (words.letters(i - 1) || words.digits(i - 1) ||
                               (words[i - 1].kind == Word::Mark && words.glued(i - 1) && !words.is(i, "("_L1))))
            continue;
        // The middle of a longer number, of a card for example.
        if (words.digits(i) && words.digits(i - 1))
            continue;
        QString digits;
        qsizetype to = at;
        int groups = 0;
        bool spoken = false;
        while (digits.size() <= 15) {
            qsizetype next = to;
            if (groups > 0) {
                if (plus && words.say(next, {"("_L1, "0"_L1, ")"_L1}))
                    next += 3; // "+44 (0)20": only without the country it is dialled
                while (next < to + 5 && (words.isOneOf(next, {"-"_L1, "."_L1, "("_L1, ")"_L1, "/"_L1}) ||
                                         (spoken && words.is(next, ","_L1))))
                    ++next;
            }
            if (words.digits(next)) {
                digits += words[next].folded;
                to = next + 1;
            } else if (const QString said = spokenDigits(words, next); !said.isEmpty()) {
                digits += said;
                to = next;
                spoken = true;
            } else {
                break;
            }
            ++groups;
        }
        if (words.glued(to) && (words.letters(to) || words.gluedMark(to, u'@') || words.gluedMark(to, u':')))
            continue;
        if (digits.size() < 7 || digits.size() > 15)
            continue;
        // "2026-12-01" is a date.
        if (!plus && groups == 3 && words[i].folded.size() == 4 && digits.size() == 8 && words.gluedMark(i + 1, u'-'))
            continue;
        const QString value = (plus ? u"+"_s : QString()) + digits;
        readings.append({i, to, value, {value}, plus || digits.size() >= 10 ? 0.9 : spoken ? 0.5 : 0.6, false});
    }
    return readings;
}

QList<Reading> readPostcodes(const Words &words)
{
    QList<Reading> readings;
    const QList<Run> runs = runsOf(words);
    for (qsizetype i = 0; i < runs.size(); ++i) {
        QString code;
        // One or two pieces; more where it is spelled: "s w 1 a 1 a a".
        for (qsizetype j = i; j < runs.size() && j < i + 7; ++j) {
            const QString piece = words.text(runs[j].from, runs[j].to);
            if (code.size() + piece.size() > 7)
                break;
            const bool spelled = j - i < 2 || piece.size() == 1;
            if (!spelled)
                break;
            code += piece.toUpper();
            if (!isPostcode(code))
                continue;
            // Letters of a sentence may look like one: "to m1 1aa"; those in one piece are surest.
            const QString value = code.chopped(3) + u' ' + code.right(3);
            readings.append({runs[i].from, runs[j].to, value, {value}, j - i < 2 ? 0.95 : 0.7, false});
        }
    }
    return readings;
}

QList<Reading> readCodes(const Words &words, const QString &regexFilter)
{
    QList<Reading> readings;
    CodeFilter filter(regexFilter);
    if (!filter.problem().isEmpty())
        return readings;
    const QList<Run> runs = runsOf(words);
    const qsizetype longest = regexFilter.isEmpty() ? 100 : 30;
    const bool spaces = regexFilter.contains(u' ') || regexFilter.contains(u"\\s"_s);
    for (qsizetype i = 0; i < runs.size() && readings.size() < 256; ++i) {
        QString joined;
        for (qsizetype j = i; j < runs.size() && j < i + 8; ++j) {
            const QString piece = words.text(runs[j].from, runs[j].to);
            joined += piece;
            if (joined.size() > longest)
                break;
            bool letters = false;
            bool digits = false;
            bool others = false;
            for (const QChar unit : joined) {
                letters |= unit.isLetter();
                digits |= unit.isDigit();
                others |= !unit.isLetterOrNumber() && unit != u'-' && unit != u'.' && unit != u'_' && unit != u'/';
            }
            if (!regexFilter.isEmpty()) {
                // Its pieces joined, or as far apart as they were written.
                QString code = filter.taken(joined);
                if (code.isNull() && j > i && spaces)
                    code = filter.taken(words.text(runs[i].from, runs[j].to));
                if (!code.isNull()) {
                    const double certainty = digits && letters ? 0.95 : digits ? 0.8 : 0.4;
                    readings.append({runs[i].from, runs[j].to, code, {code}, certainty, false});
                }
                continue;
            }
            if (others)
                break;
            if (j > i) {
                if (!isSpelled(words, runs, i, j))
                    continue;
                const QString value = spelledCode(words, runs, i, j);
                readings.append({runs[i].from, runs[j].to, value, {value}, 0.6, true});
            } else {
                const double certainty = digits && letters ? 0.7 : digits ? 0.4 : 0.2;
                if (digits || !isOrdinaryWord(piece.toLower()))
                    readings.append({runs[i].from, runs[j].to, piece, {piece}, certainty, !digits});
            }
        }
    }
    return readings;
}

} // namespace confab::bots::lex
