-- What surrounds an invoice, as ConnectWise was last read: what rules compare it with. Ids are ConnectWise's own. A record that
-- was asked for and is not there stands with absent = 1, so that it is not asked for again and again.

CREATE TABLE company (
  id              INTEGER PRIMARY KEY,
  absent          INTEGER NOT NULL DEFAULT 0 CHECK (absent IN (0, 1)),
  account_number  TEXT NOT NULL DEFAULT '',
  terms_id        INTEGER,
  terms           TEXT NOT NULL DEFAULT '',
  tax_code_id     INTEGER,
  tax_code        TEXT NOT NULL DEFAULT '',
  delivery_method TEXT NOT NULL DEFAULT '',
  invoice_address TEXT NOT NULL DEFAULT '',
  contact_id      INTEGER,
  contact         TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE contact (
  id      INTEGER PRIMARY KEY,
  absent  INTEGER NOT NULL DEFAULT 0 CHECK (absent IN (0, 1)),
  name    TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT ''                        -- the default e-mail address
) STRICT;

CREATE TABLE agreement (
  id       INTEGER PRIMARY KEY,
  absent   INTEGER NOT NULL DEFAULT 0 CHECK (absent IN (0, 1)),
  name     TEXT NOT NULL DEFAULT '',
  type     TEXT NOT NULL DEFAULT '',
  starts   TEXT CHECK (starts GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  ends     TEXT CHECK (ends GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  terms_id INTEGER,
  terms    TEXT NOT NULL DEFAULT '',
  cycle    TEXT NOT NULL DEFAULT ''                       -- as the site names it
) STRICT;

-- Rates and maxima are figures in millionths, without a currency of their own.
CREATE TABLE tax_code (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE tax_level (
  tax_code_id INTEGER NOT NULL REFERENCES tax_code (id) ON DELETE CASCADE,
  number      INTEGER NOT NULL,
  rate        INTEGER NOT NULL,
  is_amount   INTEGER NOT NULL CHECK (is_amount IN (0, 1)),
  maximum     INTEGER,
  services    INTEGER NOT NULL CHECK (services IN (0, 1)),
  expenses    INTEGER NOT NULL CHECK (expenses IN (0, 1)),
  products    INTEGER NOT NULL CHECK (products IN (0, 1)),
  PRIMARY KEY (tax_code_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE expense_type (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL,
  maximum INTEGER
) STRICT;

-- Time, expenses and products that stand on no invoice. Amounts are decimal text: their currency is that of the invoice which
-- they are compared with.
CREATE TABLE unbilled (
  kind         TEXT NOT NULL CHECK (kind IN ('time', 'expense', 'product')),
  id           INTEGER NOT NULL,
  ticket_id    INTEGER,
  ticket       TEXT NOT NULL,
  agreement_id INTEGER,
  day          TEXT CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  hours        INTEGER,
  amount       TEXT,
  billing      TEXT NOT NULL,
  status       TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX unbilled_by_ticket ON unbilled (ticket_id) WHERE ticket_id IS NOT NULL;
CREATE INDEX unbilled_by_agreement ON unbilled (agreement_id) WHERE agreement_id IS NOT NULL;

-- Whether a document hangs on an expense.
CREATE TABLE receipt (
  expense_id   INTEGER PRIMARY KEY,
  has_document INTEGER NOT NULL CHECK (has_document IN (0, 1)),
  read_at      INTEGER NOT NULL
) STRICT;

-- How far each kind of these was read; one that is not here was not read yet.
CREATE TABLE reading (
  part    TEXT PRIMARY KEY,
  read_to INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Of every invoice's newest version what others are compared with: a company's thirteen months are one walk of an index
-- instead of reading back every version.
CREATE TABLE comparison (
  invoice_id     INTEGER PRIMARY KEY REFERENCES invoice (id) ON DELETE CASCADE,
  version        INTEGER NOT NULL,
  company_id     INTEGER NOT NULL,
  number         TEXT NOT NULL,
  type           TEXT NOT NULL,
  agreement_id   INTEGER,
  date           TEXT CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  currency       TEXT NOT NULL CHECK (length(currency) = 3),
  decimals       INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 4),
  total          INTEGER NOT NULL,
  purchase_order TEXT NOT NULL
) STRICT;

CREATE INDEX comparison_by_company ON comparison (company_id, date);
CREATE INDEX comparison_by_agreement ON comparison (agreement_id, date, invoice_id) WHERE agreement_id IS NOT NULL;

CREATE TABLE compared_entry (
  invoice_id INTEGER NOT NULL REFERENCES comparison (invoice_id) ON DELETE CASCADE,
  id         INTEGER NOT NULL,
  member_id  INTEGER,
  role_id    INTEGER,
  ticket_id  INTEGER,
  day        TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  hours      INTEGER NOT NULL,
  rate       INTEGER,
  billable   INTEGER NOT NULL CHECK (billable IN (0, 1)),
  PRIMARY KEY (invoice_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE billed_expense (
  invoice_id INTEGER NOT NULL REFERENCES comparison (invoice_id) ON DELETE CASCADE,
  id         INTEGER NOT NULL,
  PRIMARY KEY (invoice_id, id)
) STRICT, WITHOUT ROWID;
