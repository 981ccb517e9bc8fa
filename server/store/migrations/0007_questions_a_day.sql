-- SPDX-License-Identifier: GPL-3.0-or-later
-- How often each bot was asked on the last day (of the proleptic calendar, as Julian day number) on which it was.
CREATE TABLE asked (
    bot TEXT PRIMARY KEY NOT NULL,
    day INTEGER NOT NULL,
    questions INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
