-- The connection to ConnectWise as an admin typed it, where the operator has not fixed it, and what the last test of it found.

CREATE TABLE connectwise (
  id             INTEGER PRIMARY KEY CHECK (id = 1),
  site           TEXT NOT NULL,             -- scheme, host and port; empty where the operator fixed it, and so on
  company        TEXT NOT NULL,
  client_id      TEXT NOT NULL,
  public_key     BLOB,                      -- both sealed to the site that they may be sent to
  private_key    BLOB,
  public_key_end TEXT NOT NULL,             -- the last four characters, to recognise it by
  changed_at     INTEGER NOT NULL,
  changed_by     TEXT NOT NULL
) STRICT;

CREATE TABLE connectwise_test (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  at       INTEGER NOT NULL,
  asked_by TEXT NOT NULL,
  company  TEXT NOT NULL,                   -- as ConnectWise calls it
  version  TEXT NOT NULL,
  problem  TEXT NOT NULL                    -- why it did not let us in; empty when it did
) STRICT;

CREATE TABLE connectwise_right (
  position   INTEGER PRIMARY KEY,
  permission TEXT NOT NULL,
  finding    TEXT NOT NULL CHECK (finding IN
    ('readable', 'empty', 'missing', 'absent', 'excess', 'withheld', 'unproven', 'untried', 'unknown')),
  note       TEXT NOT NULL                  -- what goes without it, or why it is not known
) STRICT;
