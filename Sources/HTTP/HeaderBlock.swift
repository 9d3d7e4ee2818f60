import Bytes

/// A block of header lines, encoded and checked once and then written as it is on every response.
///
/// An illegal name or value traps: blocks are made at start-up, from the program's own text.
public struct HeaderBlock: Sendable {
  public static let none = HeaderBlock([])

  /// One reference, so that passing an answer on stays cheap.
  private final class Lines: Sendable {
    let fields: [(name: String, value: String)]
    let bytes: Blob

    init(fields: [(name: String, value: String)], bytes: Blob) {
      self.fields = fields
      self.bytes = bytes
    }
  }

  private let lines: Lines
  public var fields: [(name: String, value: String)] { lines.fields }
  var bytes: Blob { lines.bytes }

  public init(_ fields: [(String, String)]) {
    var buffer = ByteBuffer()
    for (name, value) in fields {
      precondition(!name.isEmpty && name.utf8.allSatisfy(Octet.isToken), "illegal header name: \(name)")
      precondition(!Response.isReserved(name.utf8), "the response writer alone sets \(name)")
      precondition(Response.isSendable(value), "illegal value for the header \(name)")
      buffer.append(name)
      buffer.append(": ")
      buffer.append(value)
      buffer.append("\r\n")
    }
    lines = Lines(fields: fields.map { (name: $0.0, value: $0.1) }, bytes: buffer.finish())
  }
}
