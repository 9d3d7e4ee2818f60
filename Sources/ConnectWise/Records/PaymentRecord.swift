/// A payment or credit that was applied to an invoice.
public struct PaymentRecord: Sendable, Hashable, Decodable {
  public let id: Int
  /// `P` for a payment; a credit has another letter.
  public let type: String?
  /// `Default`, `WisePay`.
  public let source: String?
  public let invoice: InvoiceReference?
  /// The credit memo, where one was applied.
  public let credit: InvoiceReference?
  public let amount: Amount?
  public let balance: Amount?
  public let invoiceBalance: Amount?
  public let invoiceTotal: Amount?
  public let paymentDate: Stamp?
  public let appliedBy: String?
  /// `Unapplied`, `Applied`, `Synced`.
  public let paymentSyncStatus: String?
  public let info: RecordInfo?

  enum CodingKeys: String, CodingKey {
    case id, type, source, invoice, credit, amount, balance, invoiceBalance, invoiceTotal, paymentDate, appliedBy
    case paymentSyncStatus
    case info = "_info"
  }
}
