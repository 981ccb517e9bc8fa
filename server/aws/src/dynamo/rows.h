// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "item.h"

#include <confab/core/outcome.h>
#include <confab/core/records.h>

#include <optional>

// What is kept, to items and back. What cannot be read throws Failure.
namespace confab::aws
{

// Of a conversation. What was deleted leaves a head that says when, so that its id is not given again.
struct Head {
    protocol::Conversation conversation; // with memberCount, but for `group`
    QDateTime at;                        // of the newest message
    QDateTime changedAt;
    QDateTime gone;
    [[nodiscard]] bool isThere() const { return !gone.isValid(); }
};
[[nodiscard]] Item toItem(const Head &head);
[[nodiscard]] Head headOf(const Item &item, const QString &id);

// `message` is the text, as in the article's table; what few messages have is JSON in `more`.
[[nodiscard]] Item toItem(const protocol::Message &message);
[[nodiscard]] protocol::Message messageOf(const Item &item, const QString &conversation, qint64 seq);

struct Member {
    protocol::Role role = protocol::Role::Member;
    qint64 joined = 0; // the conversation's rev then
};
[[nodiscard]] Item toItem(const Member &member);
[[nodiscard]] Member memberOf(const Item &item);

// That somebody is in a conversation, and how far they have read it.
struct Talk {
    bool member = false; // of `group` nobody is
    qint64 read = 0;
};
[[nodiscard]] Item toItem(const Talk &talk);
[[nodiscard]] Talk talkOf(const Item *item);

struct AccountRow {
    core::Account account;
    QByteArray passwordHash;
    qint64 sessions = 0; // counts how often all sessions were ended: those of a smaller number are none
};
[[nodiscard]] Item toItem(const AccountRow &row);
[[nodiscard]] AccountRow accountRowOf(const Item &item, const QString &key);
// As it stands in the list of them all.
[[nodiscard]] Item listedItem(const core::Account &account);
[[nodiscard]] core::Account accountOf(const Item &item, const QString &key);

// Of all accounts.
struct AccountSums {
    qint64 enabled = 0;
    qint64 owners = 0; // disabled ones too
    void count(const core::Account &account, qint64 more)
    {
        enabled += account.disabled ? 0 : more;
        owners += account.role == protocol::Role::Owner ? more : 0;
    }
    bool operator==(const AccountSums &) const = default;
};
[[nodiscard]] Item toItem(const AccountSums &sums);
[[nodiscard]] AccountSums accountSumsOf(const Item *item); // none: nobody yet

struct SessionRow {
    core::Session session; // without tokenHash
    qint64 sessions = 0;   // the account's then
};
[[nodiscard]] Item toItem(const SessionRow &row);
[[nodiscard]] SessionRow sessionRowOf(const Item &item, const QByteArray &token);

[[nodiscard]] Item toItem(const core::Invite &invite);
[[nodiscard]] core::Invite inviteOf(const Item &item, const QString &id);

[[nodiscard]] Item toItem(const core::StoredFile &file);
[[nodiscard]] core::StoredFile fileOf(const Item &item, const QString &id);

inline constexpr int connectionShards = 10; // of the index byShard: so that no partition has all of them
[[nodiscard]] Item toItem(const core::ConnectionRow &row);
[[nodiscard]] core::ConnectionRow connectionOf(const Item &item);
// Of one person, by their ids; it lapses with the last of them.
[[nodiscard]] Item hereItem(const QList<core::ConnectionRow> &rows);
[[nodiscard]] QList<core::ConnectionRow> hereOf(const Item &item, const QString &key);
// How long API Gateway keeps a connection, and a little.
inline constexpr qint64 connectionSeconds = 2 * 3600 + 600;

[[nodiscard]] Item commandItem(const core::Stamp &stamp, const protocol::Ack &ack);
[[nodiscard]] protocol::Ack ackOf(const Item &item);

} // namespace confab::aws
