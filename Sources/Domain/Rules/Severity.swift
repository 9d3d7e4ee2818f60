/// How much a flag weighs. The name is stored and never changes.
public enum Severity: String, CaseIterable, Hashable, Comparable, Sendable {
  case info, warning, error

  public var title: String {
    switch self {
    case .info: "Info"
    case .warning: "Warning"
    case .error: "Error"
    }
  }

  /// The next heavier one; an error stays an error.
  public var raised: Severity {
    switch self {
    case .info: .warning
    case .warning, .error: .error
    }
  }

  private var weight: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }

  public static func < (left: Severity, right: Severity) -> Bool { left.weight < right.weight }
}
