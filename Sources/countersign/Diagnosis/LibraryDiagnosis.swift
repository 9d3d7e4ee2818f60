import SQLite

/// The SQLite library that this machine has, and what keeps its known write-ahead-log race away.
enum LibraryDiagnosis {
  static func sqlite(_ status: DatabaseStatus = DatabaseStatus()) -> Finding {
    switch status.protection {
    case .fixedLibrary:
      .ok(
        "SQLite", "Version \(status.libraryVersion) has the fix for the write-ahead-log race, and one writer alone checkpoints.")
    case .singleWriter:
      .ok(
        "SQLite",
        "Version \(status.libraryVersion) has the write-ahead-log race; Countersign is safe because one writer alone checkpoints. Let no other program write to the database."
      )
    }
  }
}
