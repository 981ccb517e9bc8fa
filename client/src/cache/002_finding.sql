-- SPDX-License-Identifier: GPL-3.0-or-later
-- Searching goes through all conversations from the newest message on.
CREATE INDEX message_by_time ON message (json_extract(object, '$.at'));
