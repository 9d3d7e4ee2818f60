-- Whether ConnectWise tells us of changes, and what it has told of that was not read yet.
CREATE TABLE callback (
  id               INTEGER PRIMARY KEY CHECK (id = 1),
  wanted           INTEGER NOT NULL CHECK (wanted IN (0, 1)),
  changed_at       INTEGER NOT NULL,
  changed_by       TEXT NOT NULL,
  site             TEXT NOT NULL DEFAULT '',      -- the ConnectWise that it is registered with
  url              TEXT NOT NULL DEFAULT '',      -- what that calls, without the token
  token_hash       BLOB CHECK (length(token_hash) = 32),
  remote_id        INTEGER,                       -- ConnectWise's number of the registration
  problem          TEXT NOT NULL DEFAULT '',      -- why it is not as wanted
  received         INTEGER NOT NULL DEFAULT 0,
  received_at      INTEGER,
  received_invoice INTEGER,
  CHECK ((remote_id IS NULL) = (token_hash IS NULL))
) STRICT;

-- Invoices to be read soon, also such as are not known yet.
CREATE TABLE read_soon (
  invoice_id INTEGER PRIMARY KEY,
  marked_at  INTEGER NOT NULL
) STRICT;
