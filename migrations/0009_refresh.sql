-- Invoices that somebody wants read again at once, one row each: who asked last, and what came of it.
CREATE TABLE refresh (
  invoice_id   INTEGER PRIMARY KEY REFERENCES invoice (id) ON DELETE CASCADE,
  asked_at     INTEGER NOT NULL,
  asked_by     TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('asked', 'reading', 'done', 'failed')),
  event_before INTEGER NOT NULL,              -- the newest event when it was asked for: what is newer, the reading brought
  ended_at     INTEGER,
  changes      TEXT NOT NULL DEFAULT '',      -- what is different, a sentence a line
  problem      TEXT NOT NULL DEFAULT ''       -- why it could not be read
) STRICT;

CREATE INDEX refresh_waiting ON refresh (asked_at) WHERE state = 'asked';
