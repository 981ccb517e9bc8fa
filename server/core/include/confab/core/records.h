// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/values.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

// What stores keep, as values. Keys are protocol::keyOf(name); times UTC.
namespace confab::core
{

struct Account {
    QString key;
    QString username; // as spelt
    QString displayName;
    qint64 ver = 1;
    protocol::Role role = protocol::Role::Member;
    bool disabled = false;
    QDateTime createdAt;
    bool operator==(const Account &) const = default;
};

[[nodiscard]] protocol::User toUser(const Account &account);

struct Session {
    QByteArray tokenHash; // SHA-256 of the token; the token itself is kept by the client alone
    QString key;          // of the account, or of the guest
    QString username;     // `~NAME.XXXX` of a guest
    bool guest = false;
    QDateTime createdAt;
    QDateTime expiresAt;
    bool operator==(const Session &) const = default;
};

struct Invite {
    QString id;          // public: for listing and revoking
    QByteArray codeHash; // SHA-256 of the code
    qint64 usesLeft = 1;
    QDateTime expiresAt;
    QString room;      // joined by whoever signs up with it; empty: none
    QString createdBy; // key; empty: from the command line or the host page
    bool revoked = false;
    // Whoever signs up with it is the server's owner; usable while it has none.
    bool makesOwner = false;
    bool operator==(const Invite &) const = default;
};

// A live connection, as the article's ChatConnections: all that another process needs to go on with it.
struct ConnectionRow {
    QString id;
    QString username; // "Anonymous" until it is somebody
    QString key;      // empty until then; of the plain dialect: the guest's that it is from the start
    bool plain = false;
    QDateTime since;
    // SHA-256 of the token it signed in with; empty: nobody did. Kept where connections outlive a process, and so is
    // this: keys of the plain dialect's guest under its earlier names, whose conversations end with it.
    QByteArray tokenHash = {};
    QStringList formerKeys = {};
    bool operator==(const ConnectionRow &) const = default;
};

struct RoomMember {
    QString key;
    protocol::Role role = protocol::Role::Member; // Owner or Member
    bool operator==(const RoomMember &) const = default;
};

// Somebody who chose an emoji.
struct Reactor {
    QString key;
    QString username; // as spelt
    bool operator==(const Reactor &) const = default;
};

// A file that somebody sends or has sent.
struct StoredFile {
    protocol::Attachment attachment;
    QString owner;  // key
    QString sha256; // in hex
    bool whole = false;
    QString conversation; // of the message that has it; empty: none yet
    qint64 seq = 0;
    QDateTime since;
    QString picture; // of what it is the thumbnail; it is nobody's then
    bool operator==(const StoredFile &) const = default;
};

struct ServerIdentity {
    QString id;
    QString epoch;
    QString name;
    bool operator==(const ServerIdentity &) const = default;
};

// A page of anything listed by key.
template <class T>
struct Page {
    QList<T> rows;
    QString next; // empty: that was all
};

struct HistoryPage {
    QList<protocol::Message> messages; // ascending by seq
    bool moreBefore = false;
    bool moreAfter = false;
    qint64 first = 1;
};

struct FoundPage {
    QList<protocol::Message> messages; // newest first
    // There may be more: the page was full, or the time for looking was over.
    bool more = false;
};

// Messages changed after a rev, ascending by rev, in their current state.
struct Changes {
    QList<protocol::Message> messages;
    qint64 upTo = 0; // everything with rev ≤ upTo is in here or was before
    bool more = false;
};

// A conversation's head: what decides between rows and `reset` in a sync.
struct Head {
    qint64 seq = 0;
    qint64 rev = 0;
    qint64 first = 1;
};

} // namespace confab::core
