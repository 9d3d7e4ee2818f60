/// All invoices of the sandbox as they are before anybody touches them: the same seed, size and anchor give the same bytes.
public struct DemoData: Sendable {
  public let seed: UInt64
  public let count: Int
  /// The day that all dates count back from, in days since 1970.
  public let anchor: Int
  let invoices: [DemoInvoice]

  /// 2026-05-18, a Monday.
  public static let defaultAnchor = 20_591

  public init(seed: UInt64 = 1, invoices count: Int = 30, anchor: Int = defaultAnchor) {
    self.seed = seed
    self.count = max(0, count)
    self.anchor = anchor
    invoices = (0..<max(0, count)).map { index in
      let script = DemoScript.make(index, count: count, seed: seed, anchor: anchor)
      return DemoInvoice(index: index, script: script, totals: DemoLines(index, script, seed: seed).totals(script))
    }
  }

  /// How many customers the invoices are spread over.
  var companies: Int { count > DemoCast.known.count * 10 ? count / 10 : DemoCast.known.count }

  func lines(of invoice: DemoInvoice) -> DemoLines { DemoLines(invoice.index, invoice.script, seed: seed) }
}
