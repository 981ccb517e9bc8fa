// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/emoji/emoji.h>

#include "emoji/short_names.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr char32_t firstTone = 0x1F3FB;
constexpr char32_t lastTone = 0x1F3FF;
constexpr QChar asPicture(0xFE0F); // what may stand behind a sign that is a letter elsewhere
constexpr int tones = 5;

struct Taken {
    QString bare; // without skin tones, and without what says that it is a picture
    SkinTone tone = SkinTone::None;
    bool mixed = false; // two people of different skin tones
};

Taken taken(const QString &text)
{
    Taken all;
    for (const char32_t sign : text.toUcs4()) {
        if (sign >= firstTone && sign <= lastTone) {
            const auto tone = static_cast<SkinTone>(sign - firstTone + 1);
            all.mixed = all.mixed || (all.tone != SkinTone::None && all.tone != tone);
            all.tone = tone;
        } else if (sign != asPicture.unicode()) {
            all.bare += QString::fromUcs4(&sign, 1);
        }
    }
    return all;
}

std::optional<EmojiGroup> groupOf(QStringView title)
{
    using enum EmojiGroup;
    static const QHash<QStringView, EmojiGroup> groups{
        {u"Smileys & Emotion", Smileys}, {u"People & Body", People},  {u"Animals & Nature", Nature},
        {u"Food & Drink", Food},         {u"Activities", Activities}, {u"Travel & Places", Travel},
        {u"Objects", Objects},           {u"Symbols", Symbols},       {u"Flags", Flags},
    };
    const auto found = groups.constFind(title);
    return found == groups.cend() ? std::nullopt : std::optional(*found);
}

// In lower case, without accents, what is no letter or digit as one underscore: "piñata", "flag: Côte d’Ivoire".
QString asShortName(const QString &name)
{
    QString spelt = name;
    spelt.replace(u'#', u"hash"_s).replace(u'*', u"star"_s);
    QString made;
    for (const QChar sign : spelt.normalized(QString::NormalizationForm_KD).toCaseFolded()) {
        if (sign.isLetterOrNumber())
            made += sign;
        else if (sign.category() != QChar::Mark_NonSpacing && !made.isEmpty() && !made.endsWith(u'_'))
            made += u'_';
    }
    while (made.endsWith(u'_'))
        made.chop(1);
    return made;
}

class Table
{
public:
    Table()
    {
        QFile file(u":/emoji/emoji.txt"_s);
        const bool opened = file.open(QIODevice::ReadOnly);
        Q_ASSERT(opened);
        Q_UNUSED(opened)
        read(QString::fromUtf8(file.readAll()));
        // In the order in which the groups are offered.
        std::stable_sort(m_all.begin(), m_all.end(), [](const Emoji &a, const Emoji &b) { return a.group < b.group; });
        for (qsizetype i = 0; i < m_all.size(); ++i)
            m_byText.insert(taken(m_all.at(i).text).bare, i);
        name();
    }

    [[nodiscard]] const QList<Emoji> &all() const { return m_all; }
    [[nodiscard]] const Emoji *byText(const QString &bare) const { return at(m_byText.value(bare, -1)); }
    [[nodiscard]] const Emoji *byName(const QString &name) const { return at(m_byName.value(name, -1)); }

private:
    [[nodiscard]] const Emoji *at(qsizetype index) const { return index < 0 ? nullptr : &m_all.at(index); }

    void read(const QString &table)
    {
        QHash<QString, qsizetype> known;
        std::optional<EmojiGroup> group;
        QString kind;
        for (const QStringView line : QStringTokenizer(table, u'\n', Qt::SkipEmptyParts)) {
            if (line.startsWith(u"= ")) {
                group = groupOf(line.mid(2));
                continue;
            }
            if (line.startsWith(u"- ")) {
                kind = line.mid(2).toString();
                continue;
            }
            const qsizetype tab = line.indexOf(u'\t');
            if (!group || tab < 0)
                continue;
            const QString text = line.left(tab).toString();
            const Taken parts = taken(text);
            if (parts.tone == SkinTone::None) {
                known.insert(parts.bare, m_all.size());
                m_all.append({text, line.mid(tab + 1).toString(), *group, kind, {}, {}});
                continue;
            }
            const auto base = known.constFind(parts.bare);
            if (parts.mixed || base == known.cend())
                continue;
            QStringList &inTones = m_all[*base].tones;
            inTones.resize(tones);
            inTones[static_cast<int>(parts.tone) - 1] = text;
        }
    }

    void name()
    {
        // What people type comes before Unicode's own, and has the right of way.
        for (const ShortName &each : shortNames()) {
            const qsizetype index = m_byText.value(taken(each.emoji.toString()).bare, -1);
            Q_ASSERT(index >= 0);
            if (index < 0)
                continue;
            m_all[index].shortNames.append(each.name.toString());
            m_byName.insert(each.name.toString(), index);
        }
        for (qsizetype i = 0; i < m_all.size(); ++i) {
            // "dog" is the face of one; the whole dog is "dog_2".
            QString own = asShortName(m_all.at(i).name);
            if (const qsizetype other = m_byName.value(own, i); other != i)
                own += u"_2"_s;
            if (m_byName.contains(own))
                continue;
            m_byName.insert(own, i);
            m_all[i].shortNames.append(own);
        }
    }

    QList<Emoji> m_all;
    QHash<QString, qsizetype> m_byText; // without tones
    QHash<QString, qsizetype> m_byName;
};

const Table &table()
{
    static const Table one;
    return one;
}

// How well a word that was typed fits: the beginning of a short name, of a name, of a later word of them, of a kind.
enum Fit { Whole, ShortName, Name, LaterWord, Kind, None };

bool beginsWord(const QString &text, const QString &typed)
{
    for (qsizetype at = text.indexOf(typed); at >= 0; at = text.indexOf(typed, at + 1)) {
        if (at == 0 || !text.at(at - 1).isLetterOrNumber())
            return true;
    }
    return false;
}

// And the length of the name that fits, as the shortest of them is the most likely to be meant.
std::pair<int, qsizetype> fitOf(const Emoji &emoji, const QString &typed)
{
    std::pair<int, qsizetype> best(None, 0);
    for (const QString &name : emoji.shortNames) {
        const bool own = &name == &emoji.shortNames.constLast();
        int fit = None;
        if (name == typed)
            fit = Whole;
        else if (name.startsWith(typed))
            fit = own ? Name : ShortName;
        else if (beginsWord(name, typed))
            fit = LaterWord;
        best = std::min(best, std::pair(fit, fit == None ? 0 : name.size()));
    }
    if (best.first == None && beginsWord(emoji.kind, typed))
        best = {Kind, 0};
    return best;
}

} // namespace

const QList<Emoji> &allEmoji()
{
    return table().all();
}

QString groupTitle(EmojiGroup group)
{
    switch (group) {
    case EmojiGroup::Smileys:
        return QCoreApplication::translate("confab::ui::Emoji", "Smileys");
    case EmojiGroup::People:
        return QCoreApplication::translate("confab::ui::Emoji", "People");
    case EmojiGroup::Nature:
        return QCoreApplication::translate("confab::ui::Emoji", "Animals and plants");
    case EmojiGroup::Food:
        return QCoreApplication::translate("confab::ui::Emoji", "Food and drink");
    case EmojiGroup::Activities:
        return QCoreApplication::translate("confab::ui::Emoji", "Activities");
    case EmojiGroup::Travel:
        return QCoreApplication::translate("confab::ui::Emoji", "Travel and places");
    case EmojiGroup::Objects:
        return QCoreApplication::translate("confab::ui::Emoji", "Objects");
    case EmojiGroup::Symbols:
        return QCoreApplication::translate("confab::ui::Emoji", "Symbols");
    case EmojiGroup::Flags:
        return QCoreApplication::translate("confab::ui::Emoji", "Flags");
    }
    return {};
}

QString inTone(const Emoji &emoji, SkinTone tone)
{
    const int index = static_cast<int>(tone) - 1;
    return index < 0 || index >= emoji.tones.size() || emoji.tones.at(index).isEmpty() ? emoji.text
                                                                                       : emoji.tones.at(index);
}

const Emoji *emojiOf(const QString &text)
{
    return table().byText(taken(text).bare);
}

QString emojiName(const QString &text)
{
    const Taken parts = taken(text);
    const Emoji *emoji = table().byText(parts.bare);
    if (!emoji)
        return text;
    if (parts.mixed)
        return emoji->name;
    switch (parts.tone) {
    case SkinTone::None:
        break;
    case SkinTone::Light:
        return emoji->name + u", light skin tone"_s;
    case SkinTone::MediumLight:
        return emoji->name + u", medium-light skin tone"_s;
    case SkinTone::Medium:
        return emoji->name + u", medium skin tone"_s;
    case SkinTone::MediumDark:
        return emoji->name + u", medium-dark skin tone"_s;
    case SkinTone::Dark:
        return emoji->name + u", dark skin tone"_s;
    }
    return emoji->name;
}

const Emoji *emojiCalled(const QString &shortName)
{
    return table().byName(shortName.toCaseFolded());
}

QList<const Emoji *> emojiMatching(const QString &query, qsizetype most)
{
    // "+1" and "-1" are short names, too.
    QStringList words;
    for (const QString &word : query.simplified().split(u' ', Qt::SkipEmptyParts)) {
        const bool vote = word == "+1"_L1 || word == "-1"_L1 || word == "+"_L1 || word == "-"_L1;
        if (const QString made = vote ? word : asShortName(word); !made.isEmpty())
            words.append(made);
    }
    if (words.isEmpty())
        return {};
    struct Found {
        std::pair<int, qsizetype> fit;
        const Emoji *emoji;
    };
    QList<Found> found;
    for (const Emoji &emoji : allEmoji()) {
        // As good as the word that fits worst; the first one says how long a name is meant.
        std::pair<int, qsizetype> fit = fitOf(emoji, words.constFirst());
        for (qsizetype i = 1; i < words.size() && fit.first != None; ++i)
            fit.first = std::max(fit.first, fitOf(emoji, words.at(i)).first);
        if (fit.first != None)
            found.append({fit, &emoji});
    }
    std::stable_sort(found.begin(), found.end(), [](const Found &a, const Found &b) { return a.fit < b.fit; });
    QList<const Emoji *> best;
    for (qsizetype i = 0; i < found.size() && i < most; ++i)
        best.append(found.at(i).emoji);
    return best;
}

} // namespace confab::ui
