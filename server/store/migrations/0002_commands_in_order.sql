-- SPDX-License-Identifier: GPL-3.0-or-later
-- Ids rise with time, so that commands of whomever land beside each other: a commit writes one page of this table where
-- it wrote one for each account.

CREATE TABLE command_by_id (
    id TEXT NOT NULL,
    account TEXT NOT NULL,
    hash BLOB NOT NULL,
    ack TEXT NOT NULL,
    at INTEGER NOT NULL,
    for_good INTEGER NOT NULL,
    PRIMARY KEY (id, account)
) STRICT, WITHOUT ROWID;
INSERT INTO command_by_id (id, account, hash, ack, at, for_good)
    SELECT id, account, hash, ack, at, for_good FROM command ORDER BY id, account;
DROP TABLE command;
ALTER TABLE command_by_id RENAME TO command;
CREATE INDEX command_to_forget ON command (at) WHERE for_good = 0;
