-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is added to a message after it was said. Columns with a default cost nothing where there are a million rows.

-- thread: seq of the thread's first message, 0 for none. extra: a JSON object of what few messages have, in the words of
-- the protocol (replyTo, alsoRoom, replies, reactions, editedAt, deleted); empty for none.
ALTER TABLE message ADD COLUMN thread INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN extra TEXT NOT NULL DEFAULT '';
CREATE INDEX message_by_thread ON message (conversation, thread, seq) WHERE thread > 0;
CREATE INDEX message_pinned ON message (conversation, seq) WHERE pinned > 0;

-- Who chose what; rev: of the message then, so that it tells in which order. The message itself has the sum of it.
CREATE TABLE reaction (
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    key TEXT NOT NULL,
    emoji TEXT NOT NULL,
    username TEXT NOT NULL,
    rev INTEGER NOT NULL,
    PRIMARY KEY (conversation, seq, key, emoji)
) STRICT, WITHOUT ROWID;

-- bytes: of name and value, ahead of the value so that adding them up reads none.
CREATE TABLE pref (
    account TEXT NOT NULL REFERENCES account (key) ON DELETE CASCADE,
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;
