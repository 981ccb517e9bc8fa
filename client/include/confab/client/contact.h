// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/values.h>

namespace confab::client
{

// A row of the contact list, as a value.
struct Contact {
    enum class Section { Rooms, People, Bots };

    QString conversation; // its id; of a person never written to, the id it would have
    Section section = Section::Rooms;
    QString name;     // "Everyone" is worded by the model
    QString username; // of a person: seed of the avatar's colour, and whom to write to; bots: their id
    QString picture;  // of a bot that has one: an emoji
    QString lastLine; // one line, "NAME: text" or "You: text", worded by the model
    QDateTime lastAt;
    qint64 unread = 0;
    qint64 mentions = 0;
    std::optional<protocol::PresenceState> presence; // none: it is not told, or there is no connection
    QStringList typing;                              // display names
    QString draft;
    bool guest = false;
    bool isPublic = false;
    bool self = false; // notes to oneself
    // As the person set it, on whatever device.
    bool muted = false;
    bool favourite = false;
    bool archived = false;
    bool markedUnread = false;

    bool operator==(const Contact &) const = default;
};

} // namespace confab::client
