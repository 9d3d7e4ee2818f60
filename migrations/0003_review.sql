-- Who must decide, what was decided, what happened, and what is to be written back.

CREATE TABLE reviewer (
  invoice_id  INTEGER NOT NULL REFERENCES invoice (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  member_id   INTEGER NOT NULL,
  name        TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('waiting', 'viewed', 'approved', 'rejected', 'stale', 'skipped')),
  reason      TEXT NOT NULL DEFAULT '',
  fingerprint BLOB CHECK (length(fingerprint) = 32),
  changed_at  INTEGER NOT NULL,
  PRIMARY KEY (invoice_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX reviewer_by_member ON reviewer (member_id, state);

-- Every change of state leaves one; nothing here is ever changed or removed.
CREATE TABLE event (
  id         INTEGER PRIMARY KEY,
  invoice_id INTEGER REFERENCES invoice (id) ON DELETE CASCADE,
  at         INTEGER NOT NULL,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('person', 'sweep', 'write-back', 'operator')),
  actor_id   INTEGER,
  actor_name TEXT NOT NULL,
  body       TEXT NOT NULL,
  request_id TEXT
) STRICT;

CREATE INDEX event_by_invoice ON event (invoice_id, id);

CREATE TRIGGER event_is_final BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;

-- One intended change in ConnectWise. The row is committed with the decision that wants it.
CREATE TABLE write_back (
  id            INTEGER PRIMARY KEY,
  invoice_id    INTEGER NOT NULL REFERENCES invoice (id) ON DELETE CASCADE,
  decision      INTEGER NOT NULL REFERENCES event (id),
  desired       INTEGER NOT NULL,                         -- billing status to set
  expected      INTEGER NOT NULL,                         -- billing status it had when the decision was made
  state         TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'done', 'unknown', 'rejected', 'conflict', 'withdrawn')),
  attempt       INTEGER NOT NULL DEFAULT 0,
  not_before    INTEGER NOT NULL,
  unknown_since INTEGER,
  last_error    TEXT NOT NULL DEFAULT '',
  created_at    INTEGER NOT NULL,
  ended_at      INTEGER,
  UNIQUE (invoice_id, decision)
) STRICT;

CREATE INDEX write_back_due ON write_back (state, not_before) WHERE state IN ('queued', 'sending', 'unknown');
CREATE INDEX write_back_by_invoice ON write_back (invoice_id, id);
