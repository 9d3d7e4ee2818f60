/// Who did what an event tells.
public enum Actor: Hashable, Sendable {
  case person(ID<Person>, name: String)
  /// Somebody in ConnectWise, by the identifier that stands there.
  case connectWise(identifier: String)
  /// Countersign by itself: a sweep, the outbox, the start of the program.
  case countersign

  public var name: String {
    switch self {
    case .person(_, let name): name
    case .connectWise(let identifier): identifier.isEmpty ? "ConnectWise" : "\(identifier) in ConnectWise"
    case .countersign: "Countersign"
    }
  }

  /// Three columns of a table.
  public var stored: (kind: String, id: Int64?, name: String) {
    switch self {
    case .person(let id, let name): ("person", id.raw, name)
    case .connectWise(let identifier): ("connectwise", nil, identifier)
    case .countersign: ("countersign", nil, "")
    }
  }

  public init?(kind: String, id: Int64?, name: String) {
    switch (kind, id) {
    case ("person", let id?): self = .person(ID(id), name: name)
    case ("connectwise", nil): self = .connectWise(identifier: name)
    case ("countersign", nil): self = .countersign
    default: return nil
    }
  }
}
