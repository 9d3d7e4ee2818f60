import SQLite

/// The store as the outbox uses it: its two verbs. The simulator puts one in between that dies at any of them.
package protocol OutboxStore: Sendable {
  func read<T>(_ body: (Reader) throws -> T) throws -> T
  @discardableResult func write<T: Sendable>(_ job: @escaping @Sendable (Writer) throws -> T) throws -> T
}

extension Database: OutboxStore {}
