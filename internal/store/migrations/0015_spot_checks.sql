-- +goose Up
-- +goose StatementBegin

-- 模拟抽查: schools and points drawn by lot from an evaluation. pool are those that
-- were drawn from, so that the draw can be made again from its seed.
CREATE TABLE spot_checks (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  evaluation_id INTEGER NOT NULL REFERENCES evaluations (id),
  seed          INTEGER NOT NULL CHECK (seed > 0),
  schools       INTEGER NOT NULL CHECK (schools >= 0),
  points        INTEGER NOT NULL CHECK (points >= 1),
  pool          TEXT NOT NULL, -- JSON
  minutes       INTEGER NOT NULL CHECK (minutes >= 1), -- that each thing may take to be shown
  drawn_on      TEXT NOT NULL CHECK (drawn_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  person        TEXT NOT NULL DEFAULT '', -- 抽查人
  started_at    TEXT NOT NULL DEFAULT '',
  ended_at      TEXT NOT NULL DEFAULT '' CHECK (ended_at = '' OR started_at <> ''),
  note          TEXT NOT NULL DEFAULT '',
  updated_at    TEXT NOT NULL,
  deleted_at    TEXT
) STRICT;
CREATE INDEX spot_checks_evaluation ON spot_checks (evaluation_id);

CREATE TABLE spot_items (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  spot_check_id INTEGER NOT NULL REFERENCES spot_checks (id),
  position      INTEGER NOT NULL,
  indicator_id  INTEGER NOT NULL REFERENCES indicators (id),
  school_id     INTEGER REFERENCES schools (id), -- NULL where the point asks nothing of a school
  result        TEXT NOT NULL DEFAULT '' CHECK (result IN ('', '找到', '未找到')),
  seconds       INTEGER NOT NULL DEFAULT 0 CHECK (seconds >= 0),
  place         TEXT NOT NULL DEFAULT '', -- where it was: on the screen, or which box
  note          TEXT NOT NULL DEFAULT '',
  UNIQUE (spot_check_id, position)
) STRICT;
CREATE INDEX spot_items_indicator ON spot_items (indicator_id);
CREATE INDEX spot_items_school ON spot_items (school_id);

-- +goose StatementEnd
