-- The invoice as ConnectWise prints it, fetched when somebody asks for it. A copy that may be forgotten at any time: what was
-- not looked at for longest goes first.
CREATE TABLE pdf (
  invoice_id INTEGER PRIMARY KEY REFERENCES invoice (id) ON DELETE CASCADE,
  asked_at   INTEGER,                     -- since when somebody waits for it
  problem    TEXT NOT NULL DEFAULT '',    -- why the last try brought nothing
  version    INTEGER,                     -- the content it was printed for
  fetched_at INTEGER,
  used_at    INTEGER,
  size       INTEGER NOT NULL DEFAULT 0,
  body       BLOB,                        -- last, so that the others are read without it
  CHECK ((body IS NULL) = (version IS NULL) AND (body IS NULL) = (fetched_at IS NULL))
) STRICT;

CREATE INDEX pdf_asked ON pdf (asked_at) WHERE asked_at IS NOT NULL;
