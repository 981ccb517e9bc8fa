// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/protocol/names.h>

#include <confab/protocol/limits.h>

#include <QChar>
#include <QList>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>

namespace confab::protocol
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto guestMark = u'~';
constexpr auto botPrefix = "bot:"_L1;
constexpr qsizetype guestSuffixLength = 4;

// Compared as keys. "bot" and "group" are conversation ids too; "someone" stands for an unknown author on screens.
constexpr std::array reserved{"admin"_L1, "administrator"_L1, "system"_L1,    "server"_L1, "bot"_L1,
                              "group"_L1, "everyone"_L1,      "all"_L1,       "here"_L1,   "moderator"_L1,
                              "owner"_L1, "confab"_L1,        "anonymous"_L1, "someone"_L1};

struct Range {
    char32_t first;
    char32_t last;
};

// Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt): drawn as nothing, so that two names that look the
// same would differ. All explicit bidi controls are among them.
constexpr std::array ignorable{
    Range{0x00AD, 0x00AD},   Range{0x034F, 0x034F}, Range{0x061C, 0x061C},   Range{0x115F, 0x1160},
    Range{0x17B4, 0x17B5},   Range{0x180B, 0x180F}, Range{0x200B, 0x200F},   Range{0x202A, 0x202E},
    Range{0x2060, 0x206F},   Range{0x3164, 0x3164}, Range{0xFE00, 0xFE0F},   Range{0xFEFF, 0xFEFF},
    Range{0xFFA0, 0xFFA0},   Range{0xFFF0, 0xFFF8}, Range{0x1BCA0, 0x1BCA3}, Range{0x1D173, 0x1D17A},
    Range{0xE0000, 0xE0FFF},
};

bool isIgnorable(char32_t point)
{
    return std::any_of(ignorable.begin(), ignorable.end(),
                       [point](Range range) { return point >= range.first && point <= range.last; });
}

// What neither kind of name may hold. Private use has no meaning that two screens share.
bool isForbidden(char32_t point)
{
    switch (QChar::category(point)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return isIgnorable(point);
    }
}

bool isMark(char32_t point)
{
    const auto category = QChar::category(point);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_SpacingCombining;
}

bool fitsUsername(const QList<uint> &points)
{
    bool afterLetter = false;
    for (const char32_t point : points) {
        const bool letter = QChar::isLetter(point) || (afterLetter && isMark(point));
        const bool other =
            QChar::category(point) == QChar::Number_DecimalDigit || point == U'.' || point == U'_' || point == U'-';
        if (isForbidden(point) || !(letter || other))
            return false;
        afterLetter = letter;
    }
    return true;
}

// Japanese and Korean are written with several scripts at once; every other writing system here is one script.
bool isOneWritingSystem(const QList<uint> &points)
{
    std::set<QChar::Script> scripts;
    for (const char32_t point : points) {
        const QChar::Script script = QChar::script(point);
        if (script != QChar::Script_Common && script != QChar::Script_Inherited)
            scripts.insert(script);
    }
    const auto within = [&scripts](std::initializer_list<QChar::Script> allowed) {
        return std::all_of(scripts.begin(), scripts.end(), [&](QChar::Script script) {
            return std::find(allowed.begin(), allowed.end(), script) != allowed.end();
        });
    };
    return scripts.size() <= 1 || within({QChar::Script_Han, QChar::Script_Hiragana, QChar::Script_Katakana}) ||
           within({QChar::Script_Han, QChar::Script_Hangul});
}

bool isReserved(const QString &key)
{
    return std::any_of(reserved.begin(), reserved.end(), [&key](QLatin1StringView name) { return key == name; });
}

} // namespace

QString keyOf(const QString &name)
{
    return name.normalized(QString::NormalizationForm_KC).toCaseFolded().normalized(QString::NormalizationForm_KC);
}

bool keyLess(const QString &a, const QString &b)
{
    return a.toUtf8() < b.toUtf8();
}

std::optional<NameProblem> checkUsername(const QString &name)
{
    if (name.isEmpty())
        return NameProblem::Empty;
    // One character may stand for several in the key, and a harmless one for one that is none: both are looked at.
    const QString key = keyOf(name);
    const auto points = name.toUcs4();
    const auto keyPoints = key.toUcs4();
    if (std::max(points.size(), keyPoints.size()) > limits::usernameChars)
        return NameProblem::TooLong;
    if (!fitsUsername(points) || !fitsUsername(keyPoints))
        return NameProblem::BadCharacter;
    if (!isOneWritingSystem(keyPoints))
        return NameProblem::MixedScripts;
    if (isReserved(key))
        return NameProblem::Reserved;
    return std::nullopt;
}

std::optional<NameProblem> checkDisplayName(const QString &name)
{
    if (name.trimmed().isEmpty())
        return NameProblem::Empty;
    const auto points = name.toUcs4();
    if (points.size() > limits::displayNameChars)
        return NameProblem::TooLong;
    // Half of a surrogate pair is no code point: toUcs4() puts U+FFFD there, which looks harmless.
    if (!name.isValidUtf16() || std::any_of(points.begin(), points.end(), isForbidden))
        return NameProblem::BadCharacter;
    return std::nullopt;
}

bool isFileName(const QString &name)
{
    if (name.trimmed().isEmpty() || !name.isValidUtf16() || name.toUtf8().size() > limits::fileNameBytes)
        return false;
    const auto points = name.toUcs4();
    // Emoji are joined and made pictures by what is ignorable.
    return std::none_of(points.cbegin(), points.cend(),
                        [](char32_t point) { return point != 0x200D && point != 0xFE0F && isForbidden(point); });
}

QString guestUsername(const QString &name, const QString &fourCharacters)
{
    return guestMark + name + u'.' + fourCharacters;
}

bool isGuest(const QString &username)
{
    return username.startsWith(guestMark);
}

QString guestName(const QString &username)
{
    const qsizetype dot = username.size() - guestSuffixLength - 1;
    // At 1 there would be no name before it.
    if (!isGuest(username) || dot < 2 || username.at(dot) != u'.')
        return username;
    return username.sliced(1, dot - 1);
}

QString directConversation(const QString &keyA, const QString &keyB)
{
    return keyLess(keyB, keyA) ? u"dm:"_s + keyB + u':' + keyA : u"dm:"_s + keyA + u':' + keyB;
}

QString roomConversation(const QString &ulid)
{
    return u"room:"_s + ulid;
}

QString botConversation(const QString &bot, const QString &userKey)
{
    return botPrefix + bot + u':' + userKey;
}

QString botAuthor(const QString &bot)
{
    return botPrefix + bot;
}

bool isBotAuthor(const QString &author)
{
    return author.startsWith(botPrefix);
}

namespace
{

// The two parts behind the prefix of an id of exactly three parts, none of them empty.
std::optional<std::pair<QString, QString>> twoParts(const QString &conversation, QLatin1StringView prefix)
{
    const auto parts = conversation.split(u':');
    if (parts.size() != 3 || parts.at(0) != prefix || parts.at(1).isEmpty() || parts.at(2).isEmpty())
        return std::nullopt;
    return std::pair(parts.at(1), parts.at(2));
}

} // namespace

std::optional<std::pair<QString, QString>> directKeys(const QString &conversation)
{
    auto keys = twoParts(conversation, "dm"_L1);
    // The other order is no id: there is one for two people, not two.
    if (keys && keyLess(keys->second, keys->first))
        return std::nullopt;
    return keys;
}

std::optional<std::pair<QString, QString>> botKeys(const QString &conversation)
{
    return twoParts(conversation, "bot"_L1);
}

} // namespace confab::protocol
