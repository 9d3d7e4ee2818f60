/// What the API member's security role lets us do, found out one right at a time. Values only: the page chooses the words.
public struct Permissions: Sendable, Equatable {
  public let company: CompanyInfo
  public let system: SystemInfo
  public let checks: [Check]

  public struct Check: Sendable, Equatable {
    public let right: Right
    public let finding: Finding
  }

  public enum Right: Sendable, Hashable {
    /// Something that we do, with the permission it takes.
    case needed(ConnectWiseFailure.Resource)
    /// Something that we never do.
    case unneeded(Unneeded)
  }

  public enum Finding: Sendable, Equatable {
    /// Empty may also mean that the role sees nothing of it: lines that are missing from an otherwise good invoice usually
    /// come from a right that is set to none (API-NOTES §1).
    case readable(isEmpty: Bool)
    /// The role may not: what needs it goes without.
    case missing(ConnectWiseFailure)
    /// This server does not have it, because it is older or has no licence for it.
    case absent
    /// Readable, and nothing that we need: the role could be smaller.
    case excess
    /// Not readable and not needed, as it should be.
    case withheld
    /// Only a write could tell, and a test writes nothing.
    case unproven
    /// There is no record yet on which it could be tried.
    case untried
    /// It could not be found out this time.
    case unknown(ConnectWiseFailure)
  }

  /// Areas that no part of Countersign reads; a role that opens them is wider than it has to be.
  public enum Unneeded: String, Sendable, Hashable, CaseIterable {
    case opportunities = "/sales/opportunities"
    case purchaseOrders = "/procurement/purchaseorders"
    case configurations = "/company/configurations"
    case schedule = "/schedule/entries"

    public var permission: String {
      switch self {
      case .opportunities: "Sales › Opportunity"
      case .purchaseOrders: "Procurement › Purchase Orders"
      case .configurations: "Companies › Configurations"
      case .schedule: "Service Desk › Resource Scheduling"
      }
    }
  }

  public func finding(_ resource: ConnectWiseFailure.Resource) -> Finding? {
    checks.first { $0.right == .needed(resource) }?.finding
  }

  /// What the role must still get.
  public var missing: [ConnectWiseFailure.Resource] {
    checks.compactMap { check in
      if case .needed(let resource) = check.right, case .missing = check.finding { resource } else { nil }
    }
  }

  /// What could be taken from it.
  public var excess: [Unneeded] {
    checks.compactMap { check in
      if case .unneeded(let area) = check.right, check.finding == .excess { area } else { nil }
    }
  }
}
