-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the account keeps for all its devices.
CREATE TABLE pref (key TEXT PRIMARY KEY, value TEXT NOT NULL, unsent INTEGER NOT NULL) WITHOUT ROWID;
