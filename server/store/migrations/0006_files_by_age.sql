-- SPDX-License-Identifier: GPL-3.0-or-later
-- Messages with files, of all conversations, newest first.
CREATE INDEX message_files_by_age ON message (number) WHERE files > 0;
