-- Who may come in: people, their sessions, the one-time links that let the first admin in, and what slows guessing down.

CREATE TABLE person (
  id            INTEGER PRIMARY KEY,
  email         TEXT NOT NULL UNIQUE CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
  name          TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  role          TEXT NOT NULL CHECK (role IN ('admin', 'billing-manager', 'reviewer', 'auditor')),
  password_hash TEXT,
  member_id     INTEGER,                                  -- the ConnectWise member this person is, where one matches
  epoch         INTEGER NOT NULL DEFAULT 1,               -- raising it ends every session of this person at once
  theme         TEXT NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark', 'contrast')),
  density       TEXT NOT NULL DEFAULT 'comfortable' CHECK (density IN ('comfortable', 'compact')),
  shortcuts     INTEGER NOT NULL DEFAULT 1 CHECK (shortcuts IN (0, 1)),
  disabled_at   INTEGER,
  created_at    INTEGER NOT NULL
) STRICT;

-- A copied database holds nothing usable: only the hash of a token is kept, and the hash is the key.
CREATE TABLE session (
  token_hash     BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
  person_id      INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  epoch          INTEGER NOT NULL,
  created_at     INTEGER NOT NULL,
  seen_at        INTEGER NOT NULL,
  absolute_until INTEGER NOT NULL,
  method         TEXT NOT NULL CHECK (method IN ('password', 'link', 'setup')),
  device         TEXT NOT NULL,
  network        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_by_person ON session (person_id, created_at);

CREATE TABLE one_time_link (
  token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
  purpose    TEXT NOT NULL CHECK (purpose IN ('setup', 'sign-in')),
  person_id  INTEGER REFERENCES person (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at    INTEGER,
  CHECK ((purpose = 'setup') = (person_id IS NULL))
) STRICT, WITHOUT ROWID;

-- One row per thing that can be guessed at too often: an account from unknown devices, an account from a known device,
-- an address prefix.
CREATE TABLE throttle (
  bucket         TEXT PRIMARY KEY,
  failures       INTEGER NOT NULL,
  window_started INTEGER NOT NULL,
  blocked_until  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
