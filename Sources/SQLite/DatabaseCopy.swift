import CSQLite
import Glibc

/// A whole, checked and durable copy of a database that is in use (RELIABILITY §5.1, rule 8).
enum DatabaseCopy {
  /// Until the last moment the copy has another name: what is called `target` is complete.
  static func make(of path: String, at target: String) throws(SQLiteError) {
    let part = target + ".part"
    unlink(part)
    try DataFolder.create(part)
    do throws(SQLiteError) {
      try vacuum(path, into: part)
      try check(part)
      try DataFolder.sync(part)
      guard rename(part, target) == 0 else { throw DataFolder.failure(target, "rename") }
    } catch {
      unlink(part)
      throw error
    }
    try DataFolder.sync(DataFolder.folder(of: target), isFolder: true)
  }

  private static func vacuum(_ path: String, into part: String) throws(SQLiteError) {
    let connection = try Connection(path: path, purpose: .copy)
    try connection.applySettings(cacheKiB: 2_048)
    let quoted = part.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    try connection.control("VACUUM INTO '\(quoted)'")
  }

  private static func check(_ part: String) throws(SQLiteError) {
    let connection = try Connection(path: part, purpose: .copy)
    let answer = try connection.control("PRAGMA integrity_check(1)") ?? ""
    guard answer == "ok" else { throw .corrupt(SQLiteDetail(code: SQLITE_CORRUPT, message: "copy \(part): \(answer)")) }
  }
}
