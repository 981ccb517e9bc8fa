-- SPDX-License-Identifier: GPL-3.0-or-later
-- Files, but for their bytes, which lie in the folder `files` under their hash. conversation and seq: of the message that
-- has it, NULL for none yet. since: when it was begun.
CREATE TABLE attachment (
    id TEXT PRIMARY KEY NOT NULL,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    mime TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    whole INTEGER NOT NULL,
    since INTEGER NOT NULL,
    conversation TEXT REFERENCES conversation (id) ON DELETE CASCADE,
    seq INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_by_owner ON attachment (owner, size);
CREATE INDEX attachment_by_hash ON attachment (sha256);
CREATE INDEX attachment_by_message ON attachment (conversation, seq);

-- What was removed here and not yet from the folder.
CREATE TABLE unwanted (
    id TEXT PRIMARY KEY NOT NULL,
    sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER attachment_removed AFTER DELETE ON attachment BEGIN INSERT OR REPLACE INTO unwanted VALUES (old.id, old.sha256); END;

ALTER TABLE message ADD COLUMN files INTEGER NOT NULL DEFAULT 0;
CREATE INDEX message_with_files ON message (conversation, seq) WHERE files > 0;
