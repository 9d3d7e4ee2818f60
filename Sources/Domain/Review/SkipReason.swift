/// Why a reviewer is not asked after all.
public enum SkipReason: Hashable, Sendable {
  case inactiveMember
  /// A routing rule of ConnectWise that names nobody in particular, such as Territory.
  case notResolvable(rule: String)
  case handedOver(to: String)
  case removed(by: String)

  /// Completes "was skipped: …".
  public var phrase: String {
    switch self {
    case .inactiveMember: "the member is inactive in ConnectWise"
    case .notResolvable(let rule): "the routing rule \(rule) names nobody"
    case .handedOver(let name): "handed over to \(name)"
    case .removed(let name): "removed by \(name)"
    }
  }
}

extension SkipReason {
  /// One column of a table: `handed-over Priya Natarajan`.
  public var stored: String {
    switch self {
    case .inactiveMember: "inactive"
    case .notResolvable(let rule): "not-resolvable \(rule)"
    case .handedOver(let name): "handed-over \(name)"
    case .removed(let name): "removed \(name)"
    }
  }

  public init?(stored: String) {
    let parts = stored.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch (parts[0], parts.count) {
    case ("inactive", 1): self = .inactiveMember
    case ("not-resolvable", 2): self = .notResolvable(rule: parts[1])
    case ("handed-over", 2): self = .handedOver(to: parts[1])
    case ("removed", 2): self = .removed(by: parts[1])
    default: return nil
    }
  }
}
