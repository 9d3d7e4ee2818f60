/// A request as the sandbox sees it.
public struct SandboxRequest: Sendable {
  public let method: String
  /// Percent-decoded, starting with `/`.
  public let path: String
  /// Decoded, in the order they came.
  public let query: [(name: String, value: String)]
  /// Names in lower case.
  public private(set) var headers: [String: String]
  public let body: [UInt8]

  public init(
    method: String, path: String, query: [(name: String, value: String)] = [], headers: [String: String] = [:], body: [UInt8] = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }

  /// The first value; names compare without case.
  func value(_ name: String) -> String? {
    let wanted = name.lowercased()
    return query.first { $0.name.lowercased() == wanted }?.value
  }

  /// Where forward-only paging does not exist.
  mutating func dropForwardOnly() { headers["pagination-type"] = nil }

  /// The same with the fields of a search in its query.
  func searching(_ body: JSON) -> SandboxRequest {
    let names = ["conditions", "orderBy", "childConditions", "customFieldConditions"]
    let given: [(name: String, value: String)] = names.compactMap { name in
      body.at([name.lowercased()][...])?.string.map { (name, $0) }
    }
    return SandboxRequest(method: "GET", path: path, query: query + given, headers: headers)
  }

  /// What links point to.
  var origin: String { "\(headers["x-forwarded-proto"] ?? "http")://\(headers["host"] ?? "localhost")" }
}

public struct SandboxAnswer: Sendable {
  public var status: Int
  /// Besides the content type.
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]
  /// How long the server is to wait before it sends this.
  public var delay: Int64 = 0
  /// What does not arrive, if anything: the connection ends.
  public var loss: Loss?
  public var type: StaticString = SandboxAnswer.contentType

  public enum Loss: Sendable, Equatable {
    case all
    /// Only so many bytes of the body arrive.
    case rest(after: Int)
  }

  public static let contentType: StaticString = "application/json; charset=utf-8"

  public func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
}
