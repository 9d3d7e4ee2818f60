/// Where one field stands in the bytes of its head.
struct Field: Sendable {
  var nameStart: UInt32
  var nameEnd: UInt32
  var valueStart: UInt32
  var valueEnd: UInt32

  var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
  var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
}

/// How the body of a request ends.
package enum Framing: Sendable, Equatable {
  case none
  case length(Int)
  case chunked
}

/// The scheme of an absolute-form target.
enum Scheme: Sendable { case none, http, https }

/// A request's head: checked, and cut into elements that still stand in its bytes.
package struct Head: Sendable {
  var bytes: [UInt8] = []
  var fields: [Field] = []
  /// Nil for a well-formed name that is none of ours.
  package var method: Method?
  var methodRange = 0..<0
  var targetRange = 0..<0
  var majorVersion: UInt8 = 1
  var minorVersion: UInt8 = 1
  package var path = ""
  package var query = Form.empty
  /// Lower-case, without port.
  package var host = ""
  var scheme = Scheme.none
  package var framing = Framing.none
  package var expectsContinue = false
  /// The client allows another request on this connection.
  package var isPersistent = true
  var hasCookies = false

  var isHTTP10: Bool { minorVersion == 0 }
  package var target: String { text(targetRange) }

  func text(_ range: Range<Int>) -> String { bytes.span.extracting(range).text }

  /// The first value of a field; `name` in lower case.
  func value(_ name: StaticString) -> Range<Int>? {
    let span = bytes.span
    for field in fields where span.extracting(field.name).equalsIgnoringCase(name) { return field.value }
    return nil
  }

  /// The values of all fields of a name as one list (RFC 9110 §5.3); nil if there is none.
  func list(_ name: StaticString) -> [UInt8]? {
    var joined: [UInt8]?
    let span = bytes.span
    for field in fields where span.extracting(field.name).equalsIgnoringCase(name) {
      if joined == nil { joined = Array(bytes[field.value]) } else { joined?.append(contentsOf: [0x2C] + bytes[field.value]) }
    }
    return joined
  }
}
