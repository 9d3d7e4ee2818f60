import Markup
import Routes

/// One invoice with everything a decision needs; beside the list on a desk, alone on a phone, at one address.
public struct InvoicePage: Sendable {
  public var shell: Shell
  public var list: InvoiceList?  // with the inbox on its left; nil at the canonical address
  public var invoice: InvoicePane

  public init(shell: Shell, list: InvoiceList? = nil, invoice: InvoicePane) {
    self.shell = shell
    self.list = list
    self.invoice = invoice
  }
}
