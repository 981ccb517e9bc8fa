-- SPDX-License-Identifier: GPL-3.0-or-later
-- A statement ends with a semicolon at the end of a line. Times are milliseconds since 1970, UTC. Text is compared by
-- its UTF-8 bytes (the BINARY collation). Keys of people are not references: guests have no account.

CREATE TABLE server (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    epoch TEXT NOT NULL,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE account (
    key TEXT PRIMARY KEY NOT NULL,
    username TEXT NOT NULL,
    display_name TEXT NOT NULL,
    display_key TEXT NOT NULL,
    ver INTEGER NOT NULL,
    role TEXT NOT NULL,
    disabled INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    password BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX account_enabled ON account (key) WHERE disabled = 0;

CREATE TABLE session (
    token BLOB PRIMARY KEY NOT NULL,
    key TEXT NOT NULL,
    username TEXT NOT NULL,
    guest INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_key ON session (key);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE invite (
    id TEXT PRIMARY KEY NOT NULL,
    code BLOB NOT NULL UNIQUE,
    uses_left INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    room TEXT NOT NULL,
    created_by TEXT NOT NULL,
    revoked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    topic TEXT NOT NULL,
    public INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    rev INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_rooms ON conversation (id) WHERE kind = 'room';

-- Rooms that were deleted: their ids are never given again.
CREATE TABLE gone (
    id TEXT PRIMARY KEY NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- joined: the conversation's rev then, so that it tells who has been there longest.
CREATE TABLE member (
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    role TEXT NOT NULL,
    joined INTEGER NOT NULL,
    PRIMARY KEY (conversation, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_by_key ON member (key);

-- mentions: a JSON list of usernames, empty for none.
CREATE TABLE message (
    number INTEGER PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    rev INTEGER NOT NULL,
    id TEXT NOT NULL,
    author TEXT NOT NULL,
    author_ver INTEGER NOT NULL,
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    mentions TEXT NOT NULL,
    stream TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX message_by_seq ON message (conversation, seq);
CREATE UNIQUE INDEX message_by_rev ON message (conversation, rev);

CREATE TABLE mention (
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (conversation, key, seq)
) STRICT, WITHOUT ROWID;

-- How far somebody has read.
CREATE TABLE mark (
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (conversation, key)
) STRICT, WITHOUT ROWID;

-- What was answered to a changing command, for its repeats.
CREATE TABLE command (
    account TEXT NOT NULL,
    id TEXT NOT NULL,
    hash BLOB NOT NULL,
    ack TEXT NOT NULL,
    at INTEGER NOT NULL,
    for_good INTEGER NOT NULL,
    PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX command_to_forget ON command (at) WHERE for_good = 0;

CREATE TABLE connection (
    id TEXT PRIMARY KEY NOT NULL,
    username TEXT NOT NULL,
    key TEXT NOT NULL,
    plain INTEGER NOT NULL,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
