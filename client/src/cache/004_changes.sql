-- SPDX-License-Identifier: GPL-3.0-or-later
-- What waits may be a change of a message, and messages may stand in threads.
ALTER TABLE outbox ADD COLUMN rev INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN was TEXT NOT NULL DEFAULT '';
CREATE INDEX message_thread ON message (conversation, json_extract(object, '$.thread'))
    WHERE json_extract(object, '$.thread') IS NOT NULL;
