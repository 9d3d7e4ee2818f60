/// Somebody who can sign in, linked to a ConnectWise member where one matches.
public struct Person: Hashable, Sendable {
  public let id: ID<Person>
  public var name: String
  public var email: String
  public var role: Role
  public var member: ID<Member>?
  public var isActive: Bool
  public var theme: Theme
  public var density: Density
  /// Whether single keys act (UX §2.8).
  public var usesShortcuts: Bool

  public init(
    id: ID<Person>, name: String, email: String, role: Role, member: ID<Member>? = nil, isActive: Bool = true,
    theme: Theme = .system, density: Density = .comfortable, usesShortcuts: Bool = true
  ) {
    self.id = id
    self.name = name
    self.email = email
    self.role = role
    self.member = member
    self.isActive = isActive
    self.theme = theme
    self.density = density
    self.usesShortcuts = usesShortcuts
  }

  public func may(_ right: Right) -> Bool { isActive && role.may(right) }

  public var actor: Actor { .person(id, name: name) }

  /// First letters of the first and the last name, for the round mark beside a decision.
  public var initials: String { Initials.of(name) }
}

public enum Initials {
  public static func of(_ name: String) -> String {
    let words = name.split(separator: " ")
    guard let first = words.first?.first else { return "?" }
    guard words.count > 1, let last = words.last?.first else { return String(first).uppercased() }
    return (String(first) + String(last)).uppercased()
  }
}

public enum Theme: String, CaseIterable, Hashable, Sendable { case system, light, dark, contrast }

public enum Density: String, CaseIterable, Hashable, Sendable { case comfortable, compact }
