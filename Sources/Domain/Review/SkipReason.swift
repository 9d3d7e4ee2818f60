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
