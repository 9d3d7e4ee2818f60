/// One request to another machine: what to ask, and how long and how much we are ready to take.
public struct OutboundRequest: Sendable {
  public enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  /// Who waits for it. Writes always count as people's: somebody has decided something.
  public enum Priority: Sendable, Equatable {
    case people, background
  }

  public struct Header: Sendable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public var method: Method
  public var url: String
  public var headers: [Header]
  public var body: [UInt8]
  public var limits: Limits
  public var priority: Priority

  public init(
    _ method: Method, _ url: String, headers: [Header] = [], body: [UInt8] = [], limits: Limits? = nil,
    priority: Priority = .people
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.limits = limits ?? (method == .get ? .read : .write)
    self.priority = priority
  }

  /// Whether repeating it could do something twice.
  public var isWrite: Bool { method != .get }

  public struct Limits: Sendable, Equatable {
    /// Name lookup, connection and TLS together.
    public var connect: Duration
    /// From the first look-up to the last byte.
    public var total: Duration
    /// How long the other side may stay (nearly) silent.
    public var quiet: Duration
    /// Bytes of answer body, after decompression.
    public var answer: Int

    public init(connect: Duration, total: Duration, quiet: Duration, answer: Int) {
      self.connect = connect
      self.total = total
      self.quiet = quiet
      self.answer = answer
    }

    public static let read = Limits(connect: .seconds(5), total: .seconds(30), quiet: .seconds(25), answer: 32 << 20)
    public static let write = Limits(connect: .seconds(5), total: .seconds(60), quiet: .seconds(50), answer: 8 << 20)
    public static let document = Limits(connect: .seconds(5), total: .seconds(60), quiet: .seconds(50), answer: 64 << 20)
  }
}

/// Printed without header values: they hold keys.
extension OutboundRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "\(method.rawValue) \(url)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["method": method, "url": url]) }
}

extension OutboundRequest.Header: CustomStringConvertible, CustomReflectable {
  public var description: String { "\(name): …" }
  public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}

extension Duration {
  /// What does not fit is a very long time.
  var inMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
    return overflow ? .max / 2 : whole + attoseconds / 1_000_000_000_000_000
  }
}
