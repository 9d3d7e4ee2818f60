import Markup

/// The review sheet: an invoice and its record on paper, which must stand alone in a folder two years from now.
public struct PrintPage: Sendable {
  public var invoice: InvoicePane
  public var instance: String  // "Contoso IT"
  public var printedBy: String
  public var printedAt: Moment
  public var version: String  // "Version 3 · fingerprint 9f2c 41aa …"
  public var look: Look = Look()

  public init(
    invoice: InvoicePane, instance: String, printedBy: String, printedAt: Moment, version: String, look: Look = Look()
  ) {
    self.invoice = invoice
    self.instance = instance
    self.printedBy = printedBy
    self.printedAt = printedAt
    self.version = version
    self.look = look
  }
}
