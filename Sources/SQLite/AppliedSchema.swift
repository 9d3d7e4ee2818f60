extension Database {
  /// The schema steps that a file has been through, oldest first. Reads beside a running program and changes nothing.
  public static func appliedMigrations(path: String) throws -> [String] {
    let connection = try Connection(path: path, purpose: .reader)
    try connection.applySettings(cacheKiB: 2_048)
    let reader = Reader(connection: connection)
    guard try reader.exists("SELECT 1 FROM sqlite_schema WHERE name = 'schema_history'") else { return [] }
    return try reader.all("SELECT name FROM schema_history ORDER BY number") { $0.text(0) }
  }
}
