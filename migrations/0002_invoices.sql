-- What ConnectWise holds, as Countersign last read it. Ids are ConnectWise's own.

CREATE TABLE billing_status (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  sort_order INTEGER NOT NULL,
  closed     INTEGER NOT NULL CHECK (closed IN (0, 1)),
  sent       INTEGER NOT NULL CHECK (sent IN (0, 1)),
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  inactive   INTEGER NOT NULL CHECK (inactive IN (0, 1))
) STRICT;

CREATE TABLE member (
  id         INTEGER PRIMARY KEY,
  identifier TEXT NOT NULL,
  name       TEXT NOT NULL,
  email      TEXT,
  active     INTEGER NOT NULL CHECK (active IN (0, 1)),
  api        INTEGER NOT NULL CHECK (api IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX member_by_identifier ON member (identifier);

-- presence: where the invoice stands in its life. outcome and what follows it: what a row of the inbox shows, kept beside
-- the invoice so that a list of fifty is one walk of an index and no joins; always derived, never decided here.
CREATE TABLE invoice (
  id              INTEGER PRIMARY KEY,
  number          TEXT NOT NULL,
  kind            TEXT NOT NULL,
  company_id      INTEGER NOT NULL,
  company         TEXT NOT NULL,
  status_id       INTEGER NOT NULL,
  status          TEXT NOT NULL,
  presence        TEXT NOT NULL CHECK (presence IN ('open', 'reopened', 'done', 'gone')),
  in_inbox        INTEGER NOT NULL GENERATED ALWAYS AS (presence IN ('open', 'reopened')) STORED,
  currency        TEXT NOT NULL CHECK (length(currency) = 3),
  decimals        INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 4),
  total           INTEGER NOT NULL,
  payments        INTEGER NOT NULL,
  credits         INTEGER NOT NULL,
  balance         INTEGER NOT NULL,
  date            TEXT CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  due_date        TEXT CHECK (due_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  sort_key        INTEGER NOT NULL,                       -- the date as days since 1970, an undated one before all
  agreement_id    INTEGER,
  entered_by      TEXT NOT NULL,
  updated_by      TEXT NOT NULL,
  remote_updated  INTEGER,
  version         INTEGER NOT NULL,
  seeded_from     TEXT NOT NULL DEFAULT '',
  seed_gap        TEXT NOT NULL DEFAULT '',
  summary         TEXT NOT NULL,
  outcome         TEXT NOT NULL DEFAULT 'new',
  outcome_count   INTEGER NOT NULL DEFAULT 0,
  outcome_of      INTEGER NOT NULL DEFAULT 0,
  reviewers       TEXT NOT NULL DEFAULT '',
  waiting_since   INTEGER NOT NULL,
  previous_total  INTEGER,
  first_seen      INTEGER NOT NULL,
  last_read       INTEGER NOT NULL
) STRICT;

-- Covers a row of the inbox, so that a page is one walk of the index and never a look into the table.
CREATE INDEX invoice_by_date ON invoice (in_inbox, sort_key DESC, id DESC, number, kind, company, summary, outcome,
  outcome_count, outcome_of, reviewers, currency, decimals, total, previous_total, waiting_since);
CREATE INDEX invoice_by_number ON invoice (number);
CREATE INDEX invoice_by_agreement ON invoice (agreement_id, sort_key DESC, id DESC) WHERE agreement_id IS NOT NULL;

-- One snapshot of the content a decision judges. content is Domain's canonical form; fingerprint is its SHA-256.
CREATE TABLE version (
  invoice_id  INTEGER NOT NULL REFERENCES invoice (id) ON DELETE CASCADE,
  number      INTEGER NOT NULL CHECK (number >= 1),
  fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
  content     BLOB NOT NULL,
  seen_at     INTEGER NOT NULL,
  PRIMARY KEY (invoice_id, number)
) STRICT, WITHOUT ROWID;

-- Counting a hundred thousand rows takes half a millisecond and the inbox shows the count on every page: keep the tally.
CREATE TABLE tally (
  in_inbox INTEGER NOT NULL,
  currency TEXT NOT NULL,
  decimals INTEGER NOT NULL,
  invoices INTEGER NOT NULL,
  total    INTEGER NOT NULL,
  PRIMARY KEY (in_inbox, currency, decimals)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER tally_added AFTER INSERT ON invoice BEGIN
  INSERT INTO tally (in_inbox, currency, decimals, invoices, total)
  VALUES (new.in_inbox, new.currency, new.decimals, 1, new.total)
  ON CONFLICT (in_inbox, currency, decimals) DO UPDATE SET invoices = invoices + 1, total = total + excluded.total;
END;

CREATE TRIGGER tally_removed AFTER DELETE ON invoice BEGIN
  UPDATE tally SET invoices = invoices - 1, total = total - old.total
  WHERE in_inbox = old.in_inbox AND currency = old.currency AND decimals = old.decimals;
END;

CREATE TRIGGER tally_moved AFTER UPDATE OF presence, currency, decimals, total ON invoice
WHEN old.presence <> new.presence OR old.currency <> new.currency OR old.decimals <> new.decimals OR old.total <> new.total BEGIN
  UPDATE tally SET invoices = invoices - 1, total = total - old.total
  WHERE in_inbox = old.in_inbox AND currency = old.currency AND decimals = old.decimals;
  INSERT INTO tally (in_inbox, currency, decimals, invoices, total)
  VALUES (new.in_inbox, new.currency, new.decimals, 1, new.total)
  ON CONFLICT (in_inbox, currency, decimals) DO UPDATE SET invoices = invoices + 1, total = total + excluded.total;
END;
