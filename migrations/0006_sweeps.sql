-- How deep a sweep looked, how far its walk came, and what it could not read.
ALTER TABLE sweep ADD COLUMN depth TEXT NOT NULL DEFAULT 'open' CHECK (depth IN ('open', 'changes'));
ALTER TABLE sweep ADD COLUMN reached INTEGER NOT NULL DEFAULT 0;    -- every open invoice up to this id was taken
ALTER TABLE sweep ADD COLUMN read_to INTEGER;                       -- in ConnectWise's time: lines changed until then are known
ALTER TABLE sweep ADD COLUMN gaps TEXT NOT NULL DEFAULT '';         -- rights that the role lacks, one a line
ALTER TABLE sweep ADD COLUMN left_out TEXT NOT NULL DEFAULT '';     -- records that could not be read, a sentence a line

-- What is read once, in the time between two sweeps, and goes on where it stopped.
CREATE TABLE backfill (
  name     TEXT PRIMARY KEY,
  begun_at INTEGER NOT NULL,
  done_at  INTEGER,
  expected INTEGER,
  seen     INTEGER NOT NULL DEFAULT 0,
  reached  INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Invoices whose reviewers are still to be read.
CREATE INDEX invoice_unseeded ON invoice (sort_key DESC, id DESC) WHERE in_inbox = 1 AND seeded_from = '';
