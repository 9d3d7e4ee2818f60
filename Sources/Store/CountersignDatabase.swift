import Crypto
import Migrations
import SQLite

extension Database {
  /// Every schema change ever shipped, oldest first.
  public static var schema: [Migration] { Migrations.all.map { Migration(name: $0.name, sql: $0.sql) } }
}
