// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

// The bounds of the wire, in bytes of UTF-8 unless said otherwise. Both servers and every client keep them.
namespace confab::protocol::limits
{

// API Gateway's largest WebSocket frame; a longer one is closed with 1009.
inline constexpr qsizetype frameBytes = 32 * 1024;
// The same before a Confab connection has signed in: nothing legitimate there is longer.
inline constexpr qsizetype frameBytesBeforeSignIn = 4 * 1024;
// Answers and lists are filled up to here, which leaves room for the envelope inside frameBytes.
inline constexpr qsizetype pageBytes = 30 * 1024;
// One message's text; a longer one is offered as a file.
inline constexpr qsizetype textBytes = 8 * 1024;
inline constexpr int jsonDepth = 16;
// Largest whole number a JSON number holds exactly in every reader (2^53 - 1, RFC 8259 section 6).
inline constexpr qint64 maxInteger = (qint64{1} << 53) - 1;

inline constexpr qsizetype usernameChars = 32;
inline constexpr qsizetype displayNameChars = 64;
inline constexpr qsizetype roomNameChars = 64;
inline constexpr qsizetype topicBytes = 1024;
inline constexpr qsizetype statusBytes = 256;
inline constexpr qsizetype passwordBytesMin = 10;
inline constexpr qsizetype passwordBytesMax = 128;

// Items in a list a frame may carry.
inline constexpr qsizetype watchedUsers = 200;
inline constexpr qsizetype namedUsers = 100;
inline constexpr qsizetype historyPage = 100;
inline constexpr qsizetype searchPage = 50;
inline constexpr qsizetype pingRevs = 25;
inline constexpr qsizetype syncSince = 250;
inline constexpr qsizetype initialMembers = 100;

// Different emoji on one message, names that a message carries of those who chose one, bytes of an emoji: flags of
// regions and families are sequences of several code points.
inline constexpr qsizetype reactionKinds = 20;
inline constexpr qsizetype reactionNames = 10;
inline constexpr qsizetype emojiBytes = 64;
// All reactions of a message as they are encoded: beside the longest text they still fit a frame. Names are left out
// first.
inline constexpr qsizetype reactionBytes = 8 * 1024;
// Cards and dialogues of bots. Lex's own bounds of a card: five buttons of 50 characters, texts of 250.
inline constexpr qsizetype cardButtons = 5;
inline constexpr qsizetype buttonBytes = 200;
inline constexpr qsizetype cardTextBytes = 1000;
inline constexpr qsizetype dialogueSlots = 20;
inline constexpr qsizetype dialogueTextBytes = 200;
// Files. Chunks travel in binary frames: 16 bytes of id, 8 of offset, then what is in the file there.
inline constexpr qsizetype attachments = 8; // of a message
inline constexpr qsizetype attachmentIdChars = 32;
inline constexpr qsizetype fileNameBytes = 255;
inline constexpr qsizetype mimeBytes = 127;
inline constexpr qsizetype chunkHeaderBytes = 24;
inline constexpr qsizetype chunkBytes = 24 * 1024;
// Addresses of files that go another way, and the fields of the form by which one is sent there: a session token of AWS
// stands in each of them, and twice in the form.
inline constexpr qsizetype fileAddressBytes = 8 * 1024;
inline constexpr qsizetype formFields = 20;
inline constexpr qsizetype formFieldBytes = 8 * 1024;
// Whoever receives acknowledges each so many chunks, and whoever sends has no more than these unacknowledged.
inline constexpr qsizetype chunksUnacknowledged = 16;
// What an account keeps for all its devices: entries in a frame, and in all.
inline constexpr qsizetype prefsInFrame = 20;
inline constexpr qsizetype prefsInAll = 2000;
inline constexpr qsizetype prefKeyBytes = 400;
// Keys and values of all entries together.
inline constexpr qsizetype prefsBytes = 1024 * 1024;

// Above this many members a conversation has no receipts and no typing.
inline constexpr qint64 intimateMembers = 50;
// More changes than this since a cursor, and the client fetches anew instead (`reset`).
inline constexpr qint64 syncChanges = 500;

// A typing mark lapses after this unless it is repeated.
inline constexpr int typingLapseMs = 6000;
// Silence after which the embedded server is pinged by the client.
inline constexpr int pingIntervalMs = 45000;
// First ping after `synced`: a push lost while syncing has no successor to show it.
inline constexpr int firstPingMs = 5000;

} // namespace confab::protocol::limits
