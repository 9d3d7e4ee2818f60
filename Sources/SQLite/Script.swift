import CSQLite
import Glibc

extension Connection {
  /// Runs the statements of a migration one after the other. They may change the schema and nothing about the connection.
  func runScript(_ script: String, name: String) throws(SQLiteError) {
    let before = permission
    permission = .migration
    defer { permission = before }
    var bytes = Array(script.utf8CString)
    let failed: SQLiteError? = bytes.withUnsafeMutableBufferPointer { text in
      guard var rest = text.baseAddress.map({ UnsafePointer($0) }) else { return nil }
      let start = rest
      while true {
        var prepared: OpaquePointer?
        var tail: UnsafePointer<CChar>?
        let code = sqlite3_prepare_v3(handle, rest, -1, 0, &prepared, &tail)
        var failed = code != SQLITE_OK
        if !failed, prepared == nil { return nil }  // only comments or blanks were left
        if let prepared {
          var code = sqlite3_step(prepared)
          while code == SQLITE_ROW { code = sqlite3_step(prepared) }
          failed = code != SQLITE_DONE
        }
        let problem = failed ? scriptError(name, start, rest) : nil
        sqlite3_finalize(prepared)
        if let problem { return problem }
        guard let tail else { return nil }
        rest = tail
      }
    }
    if let failed { throw failed }
  }

  /// A full or failing disk stays what it is; everything else is the script's fault, told with the line it stands on.
  private func scriptError(_ name: String, _ start: UnsafePointer<CChar>, _ at: UnsafePointer<CChar>) -> SQLiteError {
    let error = error()
    switch error {
    case .full, .ioError, .readOnly, .outOfMemory, .busy, .corrupt: return error
    default:
      var line = 1
      var place = start
      // The statement begins after the blanks that separate it from the one before.
      while place < at || isspace(Int32(place.pointee)) != 0 {
        if place.pointee == 10 { line += 1 }
        place += 1
      }
      return .failedMigration(name: name, reason: "statement at line \(line): \(error.detail)")
    }
  }
}
