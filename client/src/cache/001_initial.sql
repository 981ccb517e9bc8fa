-- SPDX-License-Identifier: GPL-3.0-or-later
-- The client's cache of one profile. Objects are kept as the JSON they travel as.
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE conversation (
    id TEXT PRIMARY KEY,
    object TEXT NOT NULL,
    you TEXT NOT NULL,
    last TEXT NOT NULL,
    cursor INTEGER NOT NULL,
    spans TEXT NOT NULL,
    top_id TEXT NOT NULL,
    others_read INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE message (
    conversation TEXT NOT NULL,
    seq INTEGER NOT NULL,
    rev INTEGER NOT NULL,
    object TEXT NOT NULL,
    PRIMARY KEY (conversation, seq)
);
CREATE TABLE user (key TEXT PRIMARY KEY, object TEXT NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE draft (conversation TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL,
    verb TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    epoch TEXT NOT NULL,
    seq INTEGER NOT NULL,
    error TEXT NOT NULL,
    error_field TEXT NOT NULL,
    created_at TEXT NOT NULL
);
