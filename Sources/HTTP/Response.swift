import Bytes

/// What is sent back: a status, a body with its type, and the few headers that are not standing ones.
///
/// Date, length, connection and request id are added by the one response writer; nothing here can set them.
public struct Response: Sendable {
  public let status: Status
  /// Content type with charset; empty when there is no body.
  public let type: StaticString
  public let body: Blob
  /// Headers that every answer of the site carries.
  public var standing: HeaderBlock
  /// The body may be sent gzipped, when the client takes it and it is worth it.
  public var compressible: Bool
  /// Stands in the access log instead of the path, for paths that carry a secret.
  public var loggedPath: String?
  public private(set) var fields: [(name: StaticString, value: String)]
  /// Names of headers that were dropped because their value must not be sent; the server notes them.
  public private(set) var refused: [StaticString]
  /// Set for an endless answer of server-sent events.
  public let topic: String?
  /// Set for a body that is already encoded.
  var encoding: StaticString?
  /// Where the answer breaks off, and the connection with it: for a server that plays a broken one.
  public var cut: Cut?

  public enum Cut: Sendable, Equatable {
    /// Not a byte is sent.
    case beforeHead
    /// The head promises the whole body, of which only so many bytes follow.
    case inBody(Int)
  }

  public init(_ status: Status, type: StaticString, body: Blob) {
    self.init(status: status, type: type, body: body, topic: nil, standing: .none)
  }

  public init(_ status: Status) {
    self.init(status: status, type: "", body: .empty, topic: nil, standing: .none)
  }

  /// Server-sent events on `topic`: stays open, and carries what `Server.publish` sends.
  public static func events(topic: String, standing: HeaderBlock) -> Response {
    Response(status: .ok, type: "text/event-stream; charset=utf-8", body: .empty, topic: topic, standing: standing)
  }

  private init(status: Status, type: StaticString, body: Blob, topic: String?, standing: HeaderBlock) {
    self.status = status
    self.type = type
    self.body = body
    self.topic = topic
    self.standing = standing
    compressible = false
    fields = []
    refused = []
  }

  /// Adds a header, or drops it and remembers its name if its value has a byte outside 0x20–0x7E and tab.
  public mutating func add(_ name: StaticString, _ value: String) {
    let bytes = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    guard !bytes.isEmpty, bytes.allSatisfy(Octet.isToken), !Response.isReserved(bytes), Response.isSendable(value) else {
      refused.append(name)
      return
    }
    fields.append((name: name, value: value))
  }

  /// The first header of that lower-case name among those added and the standing ones.
  public func header(_ name: String) -> String? {
    for field in fields where field.name.description.lowercased() == name { return field.value }
    for field in standing.fields where field.name.lowercased() == name { return field.value }
    return nil
  }

  static func isSendable(_ value: String) -> Bool {
    value.utf8.allSatisfy { ($0 >= 0x20 && $0 <= 0x7E) || $0 == Octet.tab }
  }

  /// Names that only the response writer sets.
  static func isReserved(_ name: some Collection<UInt8>) -> Bool {
    let lower = String(decoding: name.map(Octet.lowercased), as: UTF8.self)
    switch lower {
    case "content-length", "transfer-encoding", "connection", "date", "content-encoding", "x-request-id", "content-type",
      "trailer",
      "upgrade", "keep-alive":
      return true
    default: return false
    }
  }
}
