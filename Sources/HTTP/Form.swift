/// Names and values as a browser sent them: a query, or a form's body, already decoded.
public struct Form: Sendable {
  public let pairs: [(name: String, value: String)]

  public static let empty = Form([])

  public init(_ pairs: [(name: String, value: String)]) { self.pairs = pairs }

  public func first(_ name: String) -> String? {
    for pair in pairs where pair.name == name { return pair.value }
    return nil
  }

  public func all(_ name: String) -> [String] {
    pairs.compactMap { $0.name == name ? $0.value : nil }
  }

  /// Sent more than once: for single-valued fields a reason to refuse, because proxies and programs differ in which one counts.
  public func repeated(_ name: String) -> Bool {
    var seen = false
    for pair in pairs where pair.name == name {
      if seen { return true }
      seen = true
    }
    return false
  }

  /// The value if there is exactly one, nil if there is none or several.
  public func single(_ name: String) -> String? { repeated(name) ? nil : first(name) }
}
