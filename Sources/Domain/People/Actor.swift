/// Who did what an event tells.
public enum Actor: Hashable, Sendable {
  case person(ID<Person>, name: String)
  /// A pass of reading ConnectWise.
  case sweep
  /// The outbox at work.
  case writeBack
  /// Somebody who is not signed in.
  case visitor
  /// Somebody at the command line of the machine itself.
  case operatorAtHost(name: String)

  public var name: String {
    switch self {
    case .person(_, let name): name
    case .sweep: "The sweep"
    case .writeBack: "Countersign"
    case .visitor: "Somebody"
    case .operatorAtHost(let name): name.isEmpty ? "An operator" : name
    }
  }

  /// Three columns of a table.
  public var stored: (kind: String, id: Int64?, name: String) {
    switch self {
    case .person(let id, let name): ("person", id.raw, name)
    case .sweep: ("sweep", nil, "")
    case .writeBack: ("write-back", nil, "")
    case .visitor: ("visitor", nil, "")
    case .operatorAtHost(let name): ("operator", nil, name)
    }
  }

  public init?(kind: String, id: Int64?, name: String) {
    switch (kind, id) {
    case ("person", let id?): self = .person(ID(id), name: name)
    case ("sweep", nil): self = .sweep
    case ("write-back", nil): self = .writeBack
    case ("visitor", nil): self = .visitor
    case ("operator", nil): self = .operatorAtHost(name: name)
    default: return nil
    }
  }
}
