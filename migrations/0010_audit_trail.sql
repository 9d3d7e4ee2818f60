-- ConnectWise's own history of an invoice. An entry has no id there: two that agree in all six fields are one.
CREATE TABLE audit_entry (
  id         INTEGER PRIMARY KEY,
  invoice_id INTEGER NOT NULL REFERENCES invoice (id) ON DELETE CASCADE,
  entered_at TEXT NOT NULL,                   -- as sent
  entered_by TEXT NOT NULL,
  type       TEXT NOT NULL,
  sub_type   TEXT NOT NULL,
  source     TEXT NOT NULL,
  text       TEXT NOT NULL,
  at         INTEGER NOT NULL,                -- entered_at as a moment; when it was read, where that is no moment
  UNIQUE (invoice_id, entered_at, entered_by, type, sub_type, source, text)
) STRICT;

CREATE INDEX audit_entry_by_invoice ON audit_entry (invoice_id, at, id);

-- Invoices whose history is to be read: what somebody reviews or reviewed here, whenever ConnectWise says that it changed.
-- asked tells a change that came while it was read from the one that it was read for.
CREATE TABLE audit_due (
  invoice_id INTEGER PRIMARY KEY REFERENCES invoice (id) ON DELETE CASCADE,
  asked      INTEGER NOT NULL DEFAULT 1
) STRICT;

INSERT INTO audit_due (invoice_id) SELECT id FROM invoice WHERE in_inbox = 1;

CREATE TRIGGER audit_due_added AFTER INSERT ON invoice WHEN new.in_inbox = 1 BEGIN
  INSERT INTO audit_due (invoice_id) VALUES (new.id);
END;

CREATE TRIGGER audit_due_moved AFTER UPDATE OF presence, remote_updated ON invoice
WHEN (old.presence <> new.presence OR old.remote_updated IS NOT new.remote_updated)
  AND (old.in_inbox = 1 OR new.in_inbox = 1 OR new.seeded_from <> '') BEGIN
  INSERT INTO audit_due (invoice_id) VALUES (new.id) ON CONFLICT (invoice_id) DO UPDATE SET asked = asked + 1;
END;

-- Rights that were found missing outside of a sweep, until what they guard could be read.
CREATE TABLE permission_gap (
  permission TEXT PRIMARY KEY,
  found_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
