-- What an admin chose, and what the last sweeps did.

CREATE TABLE setting (
  name       TEXT PRIMARY KEY,
  value      TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sweep (
  id         INTEGER PRIMARY KEY,
  started_at INTEGER NOT NULL,
  ended_at   INTEGER,
  asked_by   TEXT NOT NULL,
  expected   INTEGER,
  seen       INTEGER NOT NULL DEFAULT 0,
  added      INTEGER NOT NULL DEFAULT 0,
  changed    INTEGER NOT NULL DEFAULT 0,
  left_inbox INTEGER NOT NULL DEFAULT 0,
  problem    TEXT
) STRICT;
