/// Why the server could not start.
public enum ServerError: Error, Sendable, Equatable, CustomStringConvertible {
  case addressInUse(String)
  case addressRefused(String, detail: String)
  case handler(String)
  case system(String, detail: String)

  /// For a person.
  public var sentence: String {
    switch self {
    case .addressInUse(let address): "Another program already listens on \(address). Stop it, or choose another address."
    case .addressRefused(let address, _):
      "Cannot listen on \(address). Check that it is an address of this machine and that the port is allowed."
    case .handler(let reason): reason
    case .system(let what, _): "The system refused to \(what)."
    }
  }

  /// For a search engine.
  public var detail: String {
    switch self {
    case .addressInUse(let address): "bind \(address): EADDRINUSE"
    case .addressRefused(let address, let detail): "bind \(address): \(detail)"
    case .handler(let reason): reason
    case .system(let what, let detail): "\(what): \(detail)"
    }
  }

  public var description: String { "\(sentence) (\(detail))" }
}
