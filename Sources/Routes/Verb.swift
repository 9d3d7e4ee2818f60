/// What a request wants of an address: to read, or to do. `HEAD` is answered like `get`.
public enum Verb: String, CaseIterable, Hashable, Sendable {
  case get = "GET"
  case post = "POST"
}
