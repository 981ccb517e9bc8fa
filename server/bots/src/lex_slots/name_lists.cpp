// SPDX-License-Identifier: GPL-3.0-or-later
#include "name_lists.h"

#include <QFile>

#include <algorithm>

// Outside any namespace, as Q_INIT_RESOURCE wants it. A static library's resources are dropped unless asked for.
static void initLists()
{
    Q_INIT_RESOURCE(lex_lists);
}

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

QList<QStringList> rowsOf(const QString &name)
{
    initLists();
    QFile file(u":/confab/bots/lex_lists/"_s + name);
    QList<QStringList> rows;
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        if (!line.startsWith(u'#'))
            rows.append(line.split(u'\t'));
    }
    return rows;
}

// Without accents and apostrophes, also of those letters that Unicode does not take apart.
QString bare(const QString &folded)
{
    const bool ascii =
        std::all_of(folded.cbegin(), folded.cend(), [](QChar unit) { return unit >= u'a' && unit <= u'z'; });
    if (ascii)
        return folded;
    QString result;
    for (const QChar unit : folded.normalized(QString::NormalizationForm_D)) {
        switch (unit.unicode()) {
        case u'\'':
            break;
        case u'\u00df':
            result += u"ss"_s;
            break;
        case u'\u00f8':
            result += u'o';
            break;
        case u'\u00e6':
            result += u"ae"_s;
            break;
        case u'\u0142':
            result += u'l';
            break;
        case u'\u0131':
            result += u'i';
            break;
        default:
            if (!unit.isMark())
                result += unit;
        }
    }
    return result;
}

// The words of a name; null where a mark stands there that none has.
QString keyOf(const Words &words, qsizetype from, qsizetype to)
{
    QString key;
    for (qsizetype i = from; i < to; ++i) {
        if (words[i].kind == Word::Mark) {
            if (!words.isOneOf(i, {"-"_L1, "."_L1, "'"_L1}) || !words.glued(i))
                return {};
            continue;
        }
        if (!key.isEmpty())
            key += u' ';
        key += bare(words[i].folded);
    }
    return key;
}

// "NY", "U.S.A.": in capitals alone, and short.
bool isShortForm(const QString &name)
{
    return name.size() <= 6 && name == name.toUpper() && name.front().isLetter();
}

struct Ordinary {
    QHash<QString, bool> words; // whether it is in no name
    Ordinary()
    {
        for (const QStringList &row : rowsOf(u"ordinary_words.tsv"_s))
            words.insert(row.first(), row.size() > 1);
    }
};

const Ordinary &ordinary()
{
    static const Ordinary instance;
    return instance;
}

} // namespace

NameList::NameList(const QString &file)
{
    for (const QStringList &row : rowsOf(file)) {
        for (const QString &spelling : row) {
            const Words words(spelling);
            m_longest = std::max(m_longest, words.size());
            m_firstWords.insert(keyOf(words, 0, 1));
            (isShortForm(spelling) ? m_shortForms : m_names).insert(keyOf(words, 0, words.size()), row.first());
        }
    }
}

bool NameList::begins(const Words &words, qsizetype i) const
{
    return m_firstWords.contains(bare(words[i].folded));
}

const NameList &NameList::of(NameKind kind)
{
    static const NameList lists[]{NameList(u"cities.tsv"_s),      NameList(u"states.tsv"_s),
                                  NameList(u"countries.tsv"_s),   NameList(u"streets.tsv"_s),
                                  NameList(u"first_names.tsv"_s), NameList(u"last_names.tsv"_s)};
    return lists[static_cast<int>(kind)];
}

QString NameList::known(const Words &words, qsizetype from, qsizetype to, bool lenient) const
{
    if (to - from > m_longest || to <= from)
        return {};
    const QString key = keyOf(words, from, to);
    if (key.isEmpty())
        return {};
    if (const auto name = m_names.constFind(key); name != m_names.cend())
        return *name;
    const auto name = m_shortForms.constFind(key);
    if (name == m_shortForms.cend())
        return {};
    const QString text = words.text(from, to);
    return lenient || text == text.toUpper() ? *name : QString();
}

bool isOrdinaryWord(const QString &folded)
{
    return ordinary().words.contains(folded);
}

bool isNoName(const QString &folded)
{
    return ordinary().words.value(folded, false);
}

} // namespace confab::bots::lex
