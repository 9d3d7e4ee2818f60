/// A ConnectWise that behaves like the real one, as a value: the same requests at the same times give the same bytes.
public struct Sandbox: Sendable {
  public let company = "harborview"
  public let publicKey = "sandbox-public"
  public let privateKey = "sandbox-private"
  public let clientID = "00000000-0000-4000-8000-000000000001"
  public private(set) var ledger: [Effect] = []
  public var faults: [Fault] = []

  public init(seed: UInt64 = 1, invoices: Int = 30) {}

  public mutating func respond(to request: SandboxRequest, now: Int64) -> SandboxAnswer {
    SandboxAnswer(status: 501, headers: [], body: [])
  }
}

public struct SandboxRequest: Sendable {
  public let method: String
  /// Percent-decoded path and decoded query pairs.
  public let path: String
  public let query: [(name: String, value: String)]
  /// Lower-case names.
  public let headers: [String: String]
  public let body: [UInt8]

  public init(method: String, path: String, query: [(name: String, value: String)], headers: [String: String], body: [UInt8]) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }
}

public struct SandboxAnswer: Sendable {
  public var status: Int
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]
  /// How long the server is to wait before it sends this.
  public var delay: Int64 = 0
}

/// One change that was really applied.
public struct Effect: Sendable, Equatable {
  public let number: Int
  public let at: Int64
  public let path: String
  public let invoice: Int
  public let field: String
  public let before: String
  public let after: String
}

/// Something to go wrong on request.
public struct Fault: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case tooManyRequests(retryAfter: Int)
    case serverError(Int)
    case slow(milliseconds: Int64)
    case forbidden
  }
  public var kind: Kind
  /// Only paths that contain this.
  public var path: String
  /// How often; nil until it is taken away.
  public var count: Int?

  public init(_ kind: Kind, path: String = "", count: Int? = nil) {
    self.kind = kind
    self.path = path
    self.count = count
  }
}
