/// One thing that a role may or may not do.
public enum Right: String, CaseIterable, Hashable, Sendable {
  case seeAllInvoices = "see-all-invoices"
  /// Invoices on which one is a reviewer, and one's own.
  case seeOwnInvoices = "see-own-invoices"
  case seeCosts = "see-costs"
  case decideWhenAsked = "decide-when-asked"
  /// Decide without having been asked; recorded as such.
  case override
  case runSweep = "run-sweep"
  /// Have an invoice that one may see read again from ConnectWise.
  case readAgain = "read-again"
  case readRules = "read-rules"
  case editRules = "edit-rules"
  case readSettings = "read-settings"
  /// Connections, people, security and data.
  case readConnections = "read-connections"
  case editConnections = "edit-connections"

  /// Completes "You may not …".
  public var phrase: String {
    switch self {
    case .seeAllInvoices: "see all invoices"
    case .seeOwnInvoices: "see invoices"
    case .seeCosts: "see costs and margins"
    case .decideWhenAsked: "approve or reject invoices"
    case .override: "decide on an invoice without being asked"
    case .runSweep: "start a sweep"
    case .readAgain: "have invoices read again"
    case .readRules: "see rules"
    case .editRules: "change rules"
    case .readSettings: "see settings"
    case .readConnections: "see connections"
    case .editConnections: "change connections"
    }
  }
}
