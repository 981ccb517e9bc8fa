// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/store.h>

#include <functional>
#include <optional>
#include <variant>

// What becomes of a message by the operations that change it, and who may do what. Stores ask inside their
// transactions, with what they have read there, so that all of them keep the same rules. Nothing in here gives a rev.
namespace confab::core
{

// Where a message is, as the store has read it.
struct Surroundings {
    protocol::ConversationKind kind = protocol::ConversationKind::Group;
    std::optional<protocol::Role> role; // of the actor in the conversation; none in `group`, which has no members
};

// True: the message was changed; false: it is so already. A guard: neither.
using Applied = std::variant<bool, Guard>;

// Only one's own words: NotYours, NoMessage where it was deleted. The words that stand there already are no news,
// whatever they were based on; others need the rev that is held, else Newer.
[[nodiscard]] Applied apply(const EditOp &op, protocol::Message &message);
// One's own, and in `group` and rooms whatever a moderator of the server or an owner of the room takes away, else
// NotYours. Leaves a tombstone: its place, author, time and thread.
[[nodiscard]] Applied apply(const RemoveMessageOp &op, const Surroundings &where, protocol::Message &message);
// Who sees a message pins their own; where two people talk or one with a bot, any; else as with taking away.
[[nodiscard]] Applied apply(const PinOp &op, const Surroundings &where, protocol::Message &message);
// `wasOn`: as the store has it. `first` gives the usernames of those who chose the emoji, as they will be, in the order
// in which they did, the first few suffice: asked for only where the message may have lost one that it named.
// TooManyEmoji: no emoji more than limits::reactionKinds.
[[nodiscard]] Applied apply(const ReactOp &op, bool wasOn, const std::function<QStringList()> &first,
                            protocol::Message &message);

// A reply was written in the thread that begins with `root`.
void countReply(protocol::Message &root, qint64 seq);

} // namespace confab::core
