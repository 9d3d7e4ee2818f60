import Markup
import Routes

/// The queue: every invoice that somebody must look at, in the order in which it should be looked at.
public struct InboxPage: Sendable {
  public var shell: Shell
  public var list: InvoiceList

  public init(shell: Shell, list: InvoiceList) {
    self.shell = shell
    self.list = list
  }
}
