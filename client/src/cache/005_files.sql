-- SPDX-License-Identifier: GPL-3.0-or-later
-- What waits may have files: a list of objects as cache_reading.cpp writes them.
ALTER TABLE outbox ADD COLUMN files TEXT NOT NULL DEFAULT '';
