// Takes the place of a connection's file methods, so that tests can step into the middle of a checkpoint and make a disk fail.
// Connections are passed as void pointers: the headers of the library stay with the module that owns them.
#pragma once

typedef void (*file_faults_callback)(void *context);

/// Calls `callback` each time a checkpoint through `connection` lets go of the whole database file, which is the moment between
/// reading how long the log is and copying it.
int file_faults_on_unfetch(void *connection, file_faults_callback callback, void *context);

/// From now on, writing to (or syncing, or truncating) the log of `connection` answers with these codes; 0 lets a call through.
int file_faults_break_log(void *connection, int on_write, int on_sync, int on_truncate);

/// The same for the database file.
int file_faults_break_database(void *connection, int on_write, int on_sync, int on_truncate);

/// How many writes and syncs reached the log since it was broken, failed ones included.
int file_faults_log_calls(void *connection);

void file_faults_heal(void *connection);
