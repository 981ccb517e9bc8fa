-- SPDX-License-Identifier: GPL-3.0-or-later
-- width, height, thumbnail: of a picture, the last the id of a small one. picture: that one has the id of what it is of.
ALTER TABLE attachment ADD COLUMN width INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attachment ADD COLUMN height INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attachment ADD COLUMN thumbnail TEXT NOT NULL DEFAULT '';
ALTER TABLE attachment ADD COLUMN picture TEXT REFERENCES attachment (id) ON DELETE CASCADE;
CREATE INDEX attachment_by_picture ON attachment (picture) WHERE picture IS NOT NULL;
