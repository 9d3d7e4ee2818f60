// The C interface of SQLite, and plain functions in place of its variadic ones, which Swift cannot call.
#pragma once
#include <sqlite3.h>

/// Sets a connection flag (value 0 or 1) or only reads it (value -1); `now` becomes the flag as it stands afterwards.
static inline int countersign_sqlite_flag(sqlite3 *connection, int flag, int value, int *now) {
  return sqlite3_db_config(connection, flag, value, now);
}

/// Counting every allocation costs a process-wide lock per malloc; must be said before the first connection.
static inline int countersign_sqlite_uncounted_memory(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
