-- +goose Up
-- +goose StatementBegin

-- 转换件: the SHA-256 of the Word or Excel file that this PDF stands for on paper.
-- By the bytes and not the row: the same file attached twice is turned into PDF once.
ALTER TABLE attachments ADD COLUMN rendition_of TEXT NOT NULL DEFAULT '';
CREATE INDEX attachments_rendition ON attachments (rendition_of) WHERE rendition_of <> '' AND deleted_at IS NULL;

-- 迎检分盒方案: into which box the points of a standard go. Points that no row names
-- lie in a box of their first-level heading.
CREATE TABLE standard_boxes (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  standard_id INTEGER NOT NULL REFERENCES standards (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  code        TEXT NOT NULL CHECK (code <> ''),
  title       TEXT NOT NULL CHECK (title <> ''),
  codes       TEXT NOT NULL CHECK (codes <> '') -- of the points or headings, parted by 、
) STRICT;
CREATE INDEX standard_boxes_standard ON standard_boxes (standard_id, position);

-- 迎检册: one that was made, never changed. Where it was put is not kept.
CREATE TABLE binders (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  evaluation_id   INTEGER REFERENCES evaluations (id) ON DELETE SET NULL,
  title           TEXT NOT NULL,
  made_at         TEXT NOT NULL,
  folder          TEXT NOT NULL CHECK (folder <> ''), -- its name, no path
  manifest_sha256 TEXT NOT NULL CHECK (length(manifest_sha256) = 64),
  tag_sha256      TEXT NOT NULL CHECK (length(tag_sha256) = 64), -- of tagmanifest-sha256.txt
  files           INTEGER NOT NULL,
  bytes           INTEGER NOT NULL,
  pages           INTEGER NOT NULL,
  items           INTEGER NOT NULL,
  gaps            INTEGER NOT NULL
) STRICT;
CREATE INDEX binders_evaluation ON binders (evaluation_id, id);
CREATE INDEX binders_manifest ON binders (manifest_sha256);

-- How many pages a paper of the program took when it was printed last, to plan the
-- boxes before it is printed again. A count that is out of date is put right then.
CREATE TABLE paper_pages (
  form  TEXT NOT NULL,
  paper TEXT NOT NULL, -- by what the form is asked for
  pages INTEGER NOT NULL CHECK (pages > 0),
  PRIMARY KEY (form, paper)
) STRICT, WITHOUT ROWID;

-- +goose StatementEnd
