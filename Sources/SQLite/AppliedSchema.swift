extension Database {
  /// The schema steps that a file has been through, oldest first. Reads beside a running program and changes nothing.
  public static func appliedMigrations(path: String) throws -> [String] {
    let connection = try Connection(path: path, purpose: .reader)
    try connection.applySettings(cacheKiB: 2_048)
    let reader = Reader(connection: connection)
    guard try reader.exists("SELECT 1 FROM sqlite_schema WHERE name = 'schema_history'") else { return [] }
    return try reader.all("SELECT name FROM schema_history ORDER BY number") { $0.text(0) }
  }

  /// Reads a file at one moment, beside the program that writes it or while none does. Takes no lock and changes nothing.
  /// `steps` is how many schema steps the caller knows; a file with more is refused, because it may mean something else.
  public static func look<T>(into path: String, steps: Int, _ body: (Reader) throws -> T) throws -> T {
    let connection = try Connection(path: path, purpose: .reader)
    try connection.applySettings(cacheKiB: 8_192)
    let found = try Schema.version(of: connection)
    guard found <= steps else { throw SQLiteError.newerDatabase(path: path, found: found, known: steps) }
    let reader = Reader(connection: connection)
    return try reader.snapshot { try body(reader) }
  }
}
