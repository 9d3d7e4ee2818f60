-- What the outbox remembers of its attempts, so that whether a change of unknown outcome may be repeated follows from what was
-- read; who wants it; and which lane has it in hand.
ALTER TABLE write_back ADD COLUMN closes INTEGER NOT NULL DEFAULT 0 CHECK (closes IN (0, 1));
ALTER TABLE write_back ADD COLUMN asked_by INTEGER REFERENCES person (id);
ALTER TABLE write_back ADD COLUMN attempted_at INTEGER;
ALTER TABLE write_back ADD COLUMN remote_before INTEGER;    -- _info.lastUpdated, read directly before the last attempt
ALTER TABLE write_back ADD COLUMN remote_after INTEGER;     -- and after it
ALTER TABLE write_back ADD COLUMN unknown_since INTEGER;
ALTER TABLE write_back ADD COLUMN unchanged_at INTEGER;     -- the first reading since that still showed the status from before
ALTER TABLE write_back ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE write_back ADD COLUMN found_id INTEGER;         -- the status named in found
ALTER TABLE write_back ADD COLUMN told_at INTEGER;          -- when a person was told that it waits too long
ALTER TABLE write_back ADD COLUMN leased_until INTEGER NOT NULL DEFAULT 0;

UPDATE write_back SET unknown_since = changed_at WHERE state = 'unknown';
UPDATE write_back SET attempted_at = changed_at WHERE state IN ('sending', 'unknown');

-- What is still to be done, oldest first, and of each invoice what is not yet decided.
CREATE INDEX write_back_open ON write_back (invoice_id, id) WHERE state IN ('queued', 'sending', 'unknown', 'conflict');
CREATE INDEX write_back_trouble ON write_back (invoice_id) WHERE state IN ('unknown', 'rejected', 'conflict');
