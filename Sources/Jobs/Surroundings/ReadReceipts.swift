import ConnectWise
import Domain
import SQLite
import Store

/// Looks whether a document hangs on each expense of an open invoice; where none does, once more every day.
struct ReadReceipts {
  private static let perStep = 10
  private static let lookedAgainAfter: Int64 = 24 * 3_600_000

  let client: ConnectWiseClient
  let database: Database
  let now: @Sendable () -> Instant

  private static let permission = ConnectWiseFailure.Resource.documents.permission

  /// Whether there may be more to do.
  func step() throws -> Bool {
    let earlier = now().adding(milliseconds: -Self.lookedAgainAfter)
    let (expenses, refused) = try database.read {
      (try $0.expensesWithoutReceipt(lookedAtBefore: earlier, limit: Self.perStep), try $0.gapFound(Self.permission))
    }
    guard !expenses.isEmpty, refused.map({ $0 <= earlier }) ?? true else { return false }
    for expense in expenses {
      let instant = now()
      do {
        let found = try client.page(.documents(of: .expense, Int(expense)), Listing(pageSize: 1))
        try database.write { writer throws in
          try writer.closeGap(Self.permission)
          try writer.noteReceipt(of: expense, !found.records.isEmpty, at: instant)
        }
      } catch ConnectWiseFailure.roleGap {
        try database.write { try $0.noteGap(Self.permission, at: instant) }
        return false
      }
    }
    return expenses.count == Self.perStep
  }
}
