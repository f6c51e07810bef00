-- +goose Up
-- +goose StatementBegin

-- 清点: the boxes gone through and what was found in each. year 0 and no box: all.
CREATE TABLE stocktakes (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  number      TEXT NOT NULL UNIQUE CHECK (number <> ''),
  year        INTEGER NOT NULL DEFAULT 0,
  box_id      INTEGER REFERENCES archive_boxes (id),
  started_on  TEXT NOT NULL CHECK (started_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  finished_on TEXT NOT NULL DEFAULT '' CHECK (finished_on = '' OR finished_on >= started_on),
  counted_by  TEXT NOT NULL CHECK (counted_by <> ''),
  note        TEXT NOT NULL DEFAULT '',
  updated_at  TEXT NOT NULL,
  deleted_at  TEXT
) STRICT;
CREATE INDEX stocktakes_box ON stocktakes (box_id) WHERE box_id IS NOT NULL;

-- What was to be found, as it lay when the count began. A 未见 stands until
-- found_on, or until a later count finds it.
CREATE TABLE stocktake_items (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  stocktake_id INTEGER NOT NULL REFERENCES stocktakes (id),
  item_id      INTEGER NOT NULL REFERENCES archive_items (id),
  box_id       INTEGER NOT NULL REFERENCES archive_boxes (id),
  result       TEXT NOT NULL DEFAULT '' CHECK (result IN ('', '在盒', '未见', '借出')),
  checked_on   TEXT NOT NULL DEFAULT '' CHECK ((checked_on = '') = (result = '')),
  checked_by   TEXT NOT NULL DEFAULT '',
  found_on     TEXT NOT NULL DEFAULT '' CHECK (found_on = '' OR result = '未见'),
  found_by     TEXT NOT NULL DEFAULT '',
  UNIQUE (stocktake_id, item_id)
) STRICT;
CREATE INDEX stocktake_items_box ON stocktake_items (stocktake_id, box_id);
CREATE INDEX stocktake_items_item ON stocktake_items (item_id, checked_on);
CREATE INDEX stocktake_items_in ON stocktake_items (box_id);
CREATE INDEX stocktake_items_missing ON stocktake_items (item_id) WHERE result = '未见' AND found_on = '';

-- 借阅: an item or a whole box that somebody has.
CREATE TABLE archive_loans (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  number      TEXT NOT NULL UNIQUE CHECK (number <> ''),
  item_id     INTEGER REFERENCES archive_items (id),
  box_id      INTEGER REFERENCES archive_boxes (id),
  borrower    TEXT NOT NULL CHECK (borrower <> ''),
  unit        TEXT NOT NULL DEFAULT '',
  phone       TEXT NOT NULL DEFAULT '',
  purpose     TEXT NOT NULL DEFAULT '',
  lent_on     TEXT NOT NULL CHECK (lent_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  due_on      TEXT NOT NULL CHECK (due_on >= lent_on),
  lent_by     TEXT NOT NULL DEFAULT '',
  returned_on TEXT NOT NULL DEFAULT '' CHECK (returned_on = '' OR returned_on >= lent_on),
  returned_to TEXT NOT NULL DEFAULT '',
  note        TEXT NOT NULL DEFAULT '',
  updated_at  TEXT NOT NULL,
  deleted_at  TEXT,
  CHECK ((item_id IS NULL) <> (box_id IS NULL))
) STRICT;
-- Nothing is lent twice.
CREATE UNIQUE INDEX archive_loans_item ON archive_loans (item_id) WHERE returned_on = '' AND deleted_at IS NULL;
CREATE UNIQUE INDEX archive_loans_box ON archive_loans (box_id) WHERE returned_on = '' AND deleted_at IS NULL;
CREATE INDEX archive_loans_of_item ON archive_loans (item_id) WHERE item_id IS NOT NULL;
CREATE INDEX archive_loans_of_box ON archive_loans (box_id) WHERE box_id IS NOT NULL;
CREATE INDEX archive_loans_lent ON archive_loans (lent_on) WHERE deleted_at IS NULL;

-- 移交 to the county archives, and 鉴定 of what was kept long enough.
CREATE TABLE disposals (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  number     TEXT NOT NULL UNIQUE CHECK (number <> ''),
  kind       TEXT NOT NULL CHECK (kind IN ('移交', '鉴定')),
  made_on    TEXT NOT NULL CHECK (made_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  due_by     TEXT NOT NULL CHECK (due_by GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  receiver   TEXT NOT NULL DEFAULT '',
  handler    TEXT NOT NULL DEFAULT '',
  members    TEXT NOT NULL DEFAULT '',
  approver   TEXT NOT NULL DEFAULT '',
  opinion    TEXT NOT NULL DEFAULT '',
  done_on    TEXT NOT NULL DEFAULT '' CHECK (done_on = '' OR done_on >= made_on),
  note       TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

-- outcome '' is left out of a 移交, and not judged yet in a 鉴定. keep is the new
-- term of what is kept on, keep_until its last day, '' for ever.
CREATE TABLE disposal_items (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  disposal_id INTEGER NOT NULL REFERENCES disposals (id),
  item_id     INTEGER NOT NULL REFERENCES archive_items (id),
  outcome     TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', '移交', '续存', '销毁')),
  keep        TEXT NOT NULL DEFAULT '' CHECK (keep IN ('', 'Y', 'D30', 'D10') AND (keep <> '') = (outcome = '续存')),
  keep_until  TEXT NOT NULL DEFAULT '',
  reason      TEXT NOT NULL DEFAULT '',
  UNIQUE (disposal_id, item_id)
) STRICT;
CREATE INDEX disposal_items_item ON disposal_items (item_id, outcome);

-- +goose StatementEnd
