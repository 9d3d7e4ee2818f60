/// What somebody is here. Rights follow from it and from nothing else (PRODUCT §8).
public enum Role: String, CaseIterable, Hashable, Sendable {
  case admin
  case billingManager = "billing-manager"
  case reviewer
  case auditor

  public var title: String {
    switch self {
    case .admin: "Admin"
    case .billingManager: "Billing manager"
    case .reviewer: "Reviewer"
    case .auditor: "Auditor"
    }
  }

  public func may(_ right: Right) -> Bool {
    switch (self, right) {
    case (.admin, _): true
    case (.billingManager, .seeAllInvoices), (.billingManager, .seeOwnInvoices), (.billingManager, .seeCosts),
      (.billingManager, .decideWhenAsked), (.billingManager, .override), (.billingManager, .runSweep),
      (.billingManager, .readAgain),
      (.billingManager, .readRules), (.billingManager, .editRules), (.billingManager, .readSettings):
      true
    case (.billingManager, .readConnections), (.billingManager, .editConnections): false
    case (.reviewer, .seeOwnInvoices), (.reviewer, .seeCosts), (.reviewer, .decideWhenAsked), (.reviewer, .readAgain):
      true
    case (.reviewer, .seeAllInvoices), (.reviewer, .override), (.reviewer, .runSweep), (.reviewer, .readRules),
      (.reviewer, .editRules), (.reviewer, .readSettings), (.reviewer, .readConnections),
      (.reviewer, .editConnections):
      false
    case (.auditor, .seeAllInvoices), (.auditor, .seeOwnInvoices), (.auditor, .seeCosts), (.auditor, .readRules),
      (.auditor, .readSettings), (.auditor, .readConnections):
      true
    case (.auditor, .decideWhenAsked), (.auditor, .override), (.auditor, .runSweep), (.auditor, .readAgain),
      (.auditor, .editRules),
      (.auditor, .editConnections):
      false
    }
  }
}
