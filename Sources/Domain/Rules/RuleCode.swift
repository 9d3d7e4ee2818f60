/// The stored identity of a rule: `low-margin`. It never changes and is never given to another rule.
public struct RuleCode: RawRepresentable, ExpressibleByStringLiteral, Hashable, Comparable, Sendable, CustomStringConvertible {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public init(stringLiteral text: String) { rawValue = text }

  init(_ text: String) { rawValue = text }

  public var description: String { rawValue }

  public static func < (left: RuleCode, right: RuleCode) -> Bool { left.rawValue < right.rawValue }
}
