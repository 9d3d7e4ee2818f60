#include "CFileFaults.h"
#include <sqlite3.h>
#include <stdlib.h>

// The methods come first, so that the table a file points to is at the same time the address of its faults.
typedef struct {
  sqlite3_io_methods methods;
  const sqlite3_io_methods *original;
  file_faults_callback callback;
  void *context;
  int inside;
  int on_write, on_sync, on_truncate;
  int calls;
} faults;

static faults *of(sqlite3_file *file) { return (faults *)file->pMethods; }

static int unfetch(sqlite3_file *file, sqlite3_int64 offset, void *page) {
  faults *f = of(file);
  if (page == NULL && !f->inside && f->callback) {
    f->inside = 1;
    f->callback(f->context);
    f->inside = 0;
  }
  return f->original->xUnfetch(file, offset, page);
}

static int file_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  faults *f = of(file);
  f->calls++;
  return f->on_write ? f->on_write : f->original->xWrite(file, bytes, count, offset);
}

static int file_sync(sqlite3_file *file, int flags) {
  faults *f = of(file);
  f->calls++;
  return f->on_sync ? f->on_sync : f->original->xSync(file, flags);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
  faults *f = of(file);
  return f->on_truncate ? f->on_truncate : f->original->xTruncate(file, size);
}

static sqlite3_file *file_of(void *connection, int which) {
  sqlite3_file *file = NULL;
  if (sqlite3_file_control((sqlite3 *)connection, "main", which, &file) != SQLITE_OK) return NULL;
  return file && file->pMethods ? file : NULL;
}

static faults *install(void *connection, int which) {
  sqlite3_file *file = file_of(connection, which);
  if (!file) return NULL;
  if (file->pMethods->xUnfetch == unfetch) return of(file);
  faults *f = calloc(1, sizeof *f);
  if (!f) return NULL;
  f->original = file->pMethods;
  f->methods = *file->pMethods;
  f->methods.xUnfetch = unfetch;
  f->methods.xWrite = file_write;
  f->methods.xSync = file_sync;
  f->methods.xTruncate = file_truncate;
  file->pMethods = &f->methods;
  return f;
}

int file_faults_on_unfetch(void *connection, file_faults_callback callback, void *context) {
  faults *f = install(connection, SQLITE_FCNTL_FILE_POINTER);
  if (!f) return 0;
  f->callback = callback;
  f->context = context;
  return 1;
}

static int break_file(void *connection, int which, int on_write, int on_sync, int on_truncate) {
  faults *f = install(connection, which);
  if (!f) return 0;
  f->on_write = on_write;
  f->on_sync = on_sync;
  f->on_truncate = on_truncate;
  f->calls = 0;
  return 1;
}

int file_faults_break_log(void *connection, int on_write, int on_sync, int on_truncate) {
  return break_file(connection, SQLITE_FCNTL_JOURNAL_POINTER, on_write, on_sync, on_truncate);
}

int file_faults_break_database(void *connection, int on_write, int on_sync, int on_truncate) {
  return break_file(connection, SQLITE_FCNTL_FILE_POINTER, on_write, on_sync, on_truncate);
}

int file_faults_log_calls(void *connection) {
  sqlite3_file *file = file_of(connection, SQLITE_FCNTL_JOURNAL_POINTER);
  return file && file->pMethods->xUnfetch == unfetch ? of(file)->calls : -1;
}

// The small table itself stays allocated: a file may still be in the middle of one of its methods.
static void heal(void *connection, int which) {
  sqlite3_file *file = file_of(connection, which);
  if (file && file->pMethods->xUnfetch == unfetch) file->pMethods = of(file)->original;
}

void file_faults_heal(void *connection) {
  heal(connection, SQLITE_FCNTL_FILE_POINTER);
  heal(connection, SQLITE_FCNTL_JOURNAL_POINTER);
}
