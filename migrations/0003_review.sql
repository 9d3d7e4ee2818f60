-- Who must decide, what was decided, what happened, and what is to be written back.

CREATE TABLE reviewer (
  id         INTEGER PRIMARY KEY,
  invoice_id INTEGER NOT NULL REFERENCES invoice (id) ON DELETE CASCADE,
  member_id  INTEGER,
  person_id  INTEGER REFERENCES person (id),
  name       TEXT NOT NULL,
  position   INTEGER NOT NULL,
  source     TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('waiting', 'viewed', 'approved', 'rejected', 'stale', 'skipped')),
  verdict    TEXT CHECK (verdict IN ('approved', 'rejected')),  -- what a stale decision was
  version    INTEGER,                                           -- the version that was decided on
  reason     TEXT NOT NULL DEFAULT '',                          -- why rejected or skipped
  text       TEXT NOT NULL DEFAULT '',
  at         INTEGER
) STRICT;

CREATE INDEX reviewer_by_invoice ON reviewer (invoice_id, position);
CREATE INDEX reviewer_by_member ON reviewer (member_id, state) WHERE member_id IS NOT NULL;

-- Every change of state leaves one; nothing here is ever changed or removed.
CREATE TABLE event (
  id         INTEGER PRIMARY KEY,
  invoice_id INTEGER REFERENCES invoice (id) ON DELETE CASCADE,
  at         INTEGER NOT NULL,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('person', 'sweep', 'write-back', 'operator', 'visitor')),
  actor_id   INTEGER,
  actor_name TEXT NOT NULL,
  body       TEXT NOT NULL,
  request_id TEXT
) STRICT;

CREATE INDEX event_by_invoice ON event (invoice_id, id);

CREATE TRIGGER event_is_final BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;

-- One intended change in ConnectWise, committed with the decision that wants it.
CREATE TABLE write_back (
  id            INTEGER PRIMARY KEY,
  invoice_id    INTEGER NOT NULL REFERENCES invoice (id) ON DELETE CASCADE,
  decision      INTEGER NOT NULL REFERENCES event (id),
  reason        TEXT NOT NULL,                              -- the decision's kind: Domain's WriteBackTrigger
  desired       INTEGER NOT NULL,
  desired_name  TEXT NOT NULL,
  expected      INTEGER NOT NULL,
  expected_name TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'done', 'unknown', 'rejected', 'conflict', 'withdrawn')),
  attempt       INTEGER NOT NULL DEFAULT 0,
  not_before    INTEGER NOT NULL,
  problem       TEXT NOT NULL DEFAULT '',                   -- the last reason given, for the page
  found         TEXT NOT NULL DEFAULT '',                   -- in a conflict: the status that stands there
  created_at    INTEGER NOT NULL,
  changed_at    INTEGER NOT NULL,
  UNIQUE (invoice_id, decision)
) STRICT;

CREATE INDEX write_back_due ON write_back (not_before) WHERE state IN ('queued', 'sending', 'unknown');
CREATE INDEX write_back_by_invoice ON write_back (invoice_id, id);
