// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

// Unicode's emoji in its order, with their English names and what people call them. Read once, when they are first
// asked for (a few ms). UI thread.
namespace confab::ui
{

enum class EmojiGroup { Smileys, People, Nature, Food, Activities, Travel, Objects, Symbols, Flags };
inline constexpr int emojiGroups = 9;

// The five of Unicode, and none.
enum class SkinTone { None, Light, MediumLight, Medium, MediumDark, Dark };

struct Emoji {
    QString text; // without a skin tone
    QString name; // "thumbs up"
    EmojiGroup group = EmojiGroup::Smileys;
    QString kind;           // Unicode's smaller group: "face-smiling"
    QStringList shortNames; // without colons; the one that is shown first: "+1", "thumbs_up"
    QStringList tones;      // of the five skin tones, in their order; empty where it has none
};

// In the order of their groups, and in a group as Unicode has them.
[[nodiscard]] const QList<Emoji> &allEmoji();
// "Smileys", translated.
[[nodiscard]] QString groupTitle(EmojiGroup group);
// In this skin tone, where it has any.
[[nodiscard]] QString inTone(const Emoji &emoji, SkinTone tone);
// Of any skin tone; null: it is none of Unicode's.
[[nodiscard]] const Emoji *emojiOf(const QString &text);
// What an emoji is called, with its skin tone: "thumbs up, dark skin tone"; the text itself where it is none.
[[nodiscard]] QString emojiName(const QString &text);
// By a whole short name, without colons; null: none is called so.
[[nodiscard]] const Emoji *emojiCalled(const QString &shortName);
// Those that what was typed may mean, the best first, at most `most`: its words are beginnings of words of a name, a
// short name or a kind.
[[nodiscard]] QList<const Emoji *> emojiMatching(const QString &query, qsizetype most);

} // namespace confab::ui
