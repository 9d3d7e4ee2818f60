import CSQLite

/// The one connection that changes things, as a job sees it while it runs on the writer's thread, inside its own savepoint.
public final class Writer: Reader {
  var hooks: [@Sendable () -> Void] = []

  /// Runs a statement that changes something; gives the number of rows it inserted, updated or deleted.
  @discardableResult public func execute(_ sql: SQL) throws -> Int { try connection.execute(sql) }

  public var lastInsertedID: Int64 { sqlite3_last_insert_rowid(connection.handle) }

  /// Runs `body` on the writer's thread once what this job wrote is durable, before the job is answered. Dropped if the job
  /// or the commit fails.
  public func afterCommit(_ body: @escaping @Sendable () -> Void) { hooks.append(body) }
}
