import Markup

/// The hidden field that proves a form came from our own page (RELIABILITY §5.4). Every form carries one.
public struct CSRF: Sendable {
  public static let field = "csrf"
  public var value: String

  public init(_ value: String) { self.value = value }
}
