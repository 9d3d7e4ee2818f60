/// The number of one particular thing, typed by what it numbers: an invoice's id is never taken for a person's.
///
/// Ids of invoices, companies, tickets, members and billing statuses are ConnectWise's own; the others are ours.
public struct ID<Subject>: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let raw: Int64

  public init(_ raw: Int64) { self.raw = raw }

  public static func < (left: Self, right: Self) -> Bool { left.raw < right.raw }

  public var description: String { String(raw) }
}
