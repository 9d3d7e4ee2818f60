import SQLite
import Store

/// What single commands read. A reader needs nobody's leave: it works beside a running server, and without one.
extension App {
  static func look<Value>(
    _ configuration: Configuration, _ body: (Reader) throws -> Value
  ) throws(CommandFailure) -> Value {
    let report = try migrations(of: configuration)
    guard report.exists else {
      throw CommandFailure(
        .configuration,
        "There is no database in \(quoted(configuration.dataDirectory)). Name its directory with --data or COUNTERSIGN_DATA.",
        detail: configuration.databasePath)
    }
    guard report.pending == 0 else {
      throw CommandFailure(
        .refused,
        "\(configuration.databasePath) is of an older version: \(report.pending) steps are pending. \"countersign migrate up\" runs them."
      )
    }
    do {
      return try Database.look(into: configuration.databasePath, steps: Database.schema.count, body)
    } catch {
      throw CommandFailure(error)
    }
  }
}
