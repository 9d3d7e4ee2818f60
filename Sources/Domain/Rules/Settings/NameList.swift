/// Names of ConnectWise that an option lists, such as work types; compared without regard to case and outer spaces.
public struct NameList: Hashable, Sendable {
  /// As they were typed, without repeats.
  public private(set) var entries: [String] = []
  private var folded: Set<String> = []

  public init(_ names: [String] = []) {
    for name in names {
      let name = name.trimmedOfSpaces
      if !name.isEmpty, folded.insert(name.lowercased()).inserted { entries.append(name) }
    }
  }

  public var isEmpty: Bool { entries.isEmpty }
  public var count: Int { entries.count }

  public func contains(_ name: String) -> Bool { !folded.isEmpty && folded.contains(name.trimmedOfSpaces.lowercased()) }

  public static func == (left: NameList, right: NameList) -> Bool { left.entries == right.entries }

  public func hash(into hasher: inout Hasher) { hasher.combine(entries) }
}

extension String {
  /// Without white space at its ends.
  var trimmedOfSpaces: String {
    guard first?.isWhitespace == true || last?.isWhitespace == true else { return self }
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }

  /// Nothing but white space.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
