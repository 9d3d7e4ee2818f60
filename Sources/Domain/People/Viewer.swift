/// Who looks at a page.
public enum Viewer: Hashable, Sendable {
  case nobody
  case person(Person)

  public var person: Person? {
    switch self {
    case .nobody: nil
    case .person(let person): person
    }
  }

  public func may(_ right: Right) -> Bool { person?.may(right) ?? false }
}
