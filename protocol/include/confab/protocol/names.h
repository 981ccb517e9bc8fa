// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>
#include <utility>

// Names of people, the ids made of them, and what counts as one emoji.
namespace confab::protocol
{

// Identity of a name: NFKC, case folding, NFKC. Two names are the same person's exactly when their keys are equal.
[[nodiscard]] QString keyOf(const QString &name);

// The smaller of two keys is the one whose UTF-8 bytes sort first, on every machine and in either store.
[[nodiscard]] bool keyLess(const QString &a, const QString &b);

enum class NameProblem {
    Empty,
    TooLong,
    BadCharacter, // control, default-ignorable, bidi, unassigned; in usernames anything but letters, digits, . _ -
    MixedScripts,
    Reserved, // admin, system, server, bot, group, everyone and the like
};

// Nothing when the name may be had, else why not. Usernames: 1–32 letters, digits, `.`, `_`, `-`, of one script.
[[nodiscard]] std::optional<NameProblem> checkUsername(const QString &name);
// Display names: 1–64 characters, trimmed by the caller.
[[nodiscard]] std::optional<NameProblem> checkDisplayName(const QString &name);

// What a file may be called on a screen: 1 … limits::fileNameBytes, nothing that is drawn as nothing, turns the writing
// round or breaks the line. Whoever saves the file makes a name of it that is one there: `../x` is taken here.
[[nodiscard]] bool isFileName(const QString &name);

// Exactly one emoji, as a keyboard gives it: a symbol, with a skin tone or as a picture; a sequence of them joined by
// U+200D; the flag of a region or of a part of one; a keycap. At most limits::emojiBytes. Letters and digits are none.
[[nodiscard]] bool isEmoji(QStringView text);

// Guests: `~NAME.XXXX`, four random characters a session.
[[nodiscard]] QString guestUsername(const QString &name, const QString &fourCharacters);
[[nodiscard]] bool isGuest(const QString &username);
// "NAME" of `~NAME.XXXX`; screens add the word for guest, translated. The name itself when it is no guest's.
[[nodiscard]] QString guestName(const QString &username);

// Conversation ids.
inline constexpr auto groupConversation = QLatin1StringView("group");
inline constexpr auto plainBotConversation = QLatin1StringView("bot");
[[nodiscard]] QString directConversation(const QString &keyA, const QString &keyB); // dm:A:B, keys sorted
[[nodiscard]] QString roomConversation(const QString &ulid);                        // room:ULID
[[nodiscard]] QString botConversation(const QString &bot, const QString &userKey);  // bot:BOT:USER
[[nodiscard]] QString botAuthor(const QString &bot);                                // bot:BOT
[[nodiscard]] bool isBotAuthor(const QString &author);
// The two keys of a `dm:` id, equal for notes to oneself; nothing for any other id.
[[nodiscard]] std::optional<std::pair<QString, QString>> directKeys(const QString &conversation);
// {bot, userKey} of a `bot:BOT:USER` id.
[[nodiscard]] std::optional<std::pair<QString, QString>> botKeys(const QString &conversation);

} // namespace confab::protocol
