/// All invoices of the sandbox as they are before anybody touches them: the same seed, size and anchor give the same bytes.
public struct DemoData: Sendable {
  public let seed: UInt64
  public let count: Int
  /// The day that all dates count back from, in days since 1970.
  public let anchor: Int
  let invoices: DemoInvoices

  /// 2026-05-18, a Monday.
  public static let defaultAnchor = 20_591
  /// What a demo has: three months of twenty-five customers.
  public static let demoCount = DemoInvoices.writtenCount

  public init(seed: UInt64 = 1, invoices count: Int = 30, anchor: Int = defaultAnchor) {
    self.seed = seed
    self.count = max(0, count)
    self.anchor = anchor
    invoices = DemoInvoices(seed: seed, count: max(0, count), anchor: anchor)
  }

  /// How many customers the invoices are spread over.
  var companies: Int { invoices.companies }

  func lines(of invoice: DemoInvoice) -> DemoLines { DemoLines(invoice.index, invoice.script, seed: seed) }
}

/// The invoices by index. Those of the demo are written down, the others of a load are thrown whenever they are asked for: a
/// hundred thousand cost no memory and no time at the start.
struct DemoInvoices: RandomAccessCollection, Sendable {
  private let seed: UInt64
  private let size: Int
  private let anchor: Int
  private let written: [DemoScript]

  static let writtenCount = DemoScript.knownCount + DemoScript.calendarCount

  init(seed: UInt64, count: Int, anchor: Int) {
    self.seed = seed
    self.anchor = anchor
    size = count
    let known = DemoScript.known(anchor: anchor)
    written = count > known.count ? known + DemoScript.calendar(anchor: anchor) : known
  }

  var startIndex: Int { 0 }
  var endIndex: Int { size }
  var companies: Int { Swift.max(DemoCast.known.count, size > Self.writtenCount ? size / 10 : 0) }

  subscript(index: Int) -> DemoInvoice {
    var script =
      index < written.count
      ? written[index] : DemoScript.generated(index, companies: companies, seed: seed, anchor: anchor)
    script.age = anchor - script.date
    return DemoInvoice(index: index, script: script, seed: seed)
  }
}
