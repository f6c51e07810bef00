-- +goose Up
-- +goose StatementBegin

-- 协作组 (5+1): five inspectors and one of the office or a specialist (plus_name),
-- who help zones and schools for a while.
CREATE TABLE teams (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT NOT NULL CHECK (name <> ''),
  starts_on  TEXT NOT NULL CHECK (starts_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  ends_on    TEXT NOT NULL DEFAULT '' CHECK (ends_on = '' OR ends_on > starts_on),
  leader_id  INTEGER REFERENCES inspectors (id),
  plus_name  TEXT NOT NULL DEFAULT '',
  plus_post  TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX teams_name ON teams (name, starts_on) WHERE deleted_at IS NULL;
CREATE INDEX teams_leader ON teams (leader_id);

CREATE TABLE team_members (
  id           INTEGER PRIMARY KEY,
  team_id      INTEGER NOT NULL REFERENCES teams (id),
  inspector_id INTEGER NOT NULL REFERENCES inspectors (id),
  UNIQUE (team_id, inspector_id)
) STRICT;
CREATE INDEX team_members_inspector ON team_members (inspector_id);

CREATE TABLE team_schools (
  id        INTEGER PRIMARY KEY,
  team_id   INTEGER NOT NULL REFERENCES teams (id),
  school_id INTEGER NOT NULL REFERENCES schools (id),
  UNIQUE (team_id, school_id)
) STRICT;
CREATE INDEX team_schools_school ON team_schools (school_id);

-- A zone is helped by its name: it goes by it from one division to the next.
CREATE TABLE team_zones (
  id      INTEGER PRIMARY KEY,
  team_id INTEGER NOT NULL REFERENCES teams (id),
  zone    TEXT NOT NULL CHECK (zone <> ''),
  UNIQUE (team_id, zone)
) STRICT;

-- Joint visits of a team are few among many.
CREATE INDEX visits_joint ON visits (date, id, inspector_id) WHERE deleted_at IS NULL AND kind = '协作督导';

-- +goose StatementEnd
