/// `%41` to `A`: once, strictly, and only after the elements are cut apart.
package enum PercentDecoding {
  /// A path that every proxy reads as we do, or nil: no dot segments, no encoded separators, no control characters,
  /// valid UTF-8 (RELIABILITY: "no normalization that a proxy might do differently").
  package static func path(_ bytes: Span<UInt8>) -> String? {
    guard !bytes.isEmpty, bytes[0] == UInt8(ascii: "/") else { return nil }
    var isPlain = true
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%") {
        isPlain = false
      } else if !isPathOctet(byte) {
        return nil
      }
    }
    if isPlain { return hasDotSegment(bytes) ? nil : bytes.text }
    guard let decoded = decode(bytes, plusIsSpace: false) else { return nil }
    guard !hasDotSegment(decoded.span) else { return nil }
    // The octets that an escape must not hide: separators, and what would break a log line.
    var slashes = 0
    for byte in decoded {
      if byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\\") { return nil }
      if byte == UInt8(ascii: "/") { slashes += 1 }
    }
    for index in bytes.indices where bytes[index] == UInt8(ascii: "/") { slashes -= 1 }
    guard slashes == 0 else { return nil }
    return String(validating: decoded, as: UTF8.self)
  }

  /// One name or value of a query or a form, or nil if an escape or the UTF-8 is damaged.
  package static func component(_ bytes: Span<UInt8>) -> String? {
    var isPlain = true
    for index in bytes.indices
    where bytes[index] == UInt8(ascii: "%") || bytes[index] == UInt8(ascii: "+") || bytes[index] >= 0x80 {
      isPlain = false
    }
    if isPlain { return bytes.text }
    guard let decoded = decode(bytes, plusIsSpace: true) else { return nil }
    return String(validating: decoded, as: UTF8.self)
  }

  private static func decode(_ bytes: Span<UInt8>, plusIsSpace: Bool) -> [UInt8]? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%") {
        guard index + 2 < bytes.count, let high = Octet.hexValue(bytes[index + 1]), let low = Octet.hexValue(bytes[index + 2])
        else {
          return nil
        }
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        index += 1
      }
    }
    return decoded
  }

  /// `pchar` without escapes, and "/" (RFC 3986 §3.3).
  private static func isPathOctet(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "!"),
      UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"),
      UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "@"):
      true
    default: false
    }
  }

  private static func hasDotSegment(_ bytes: Span<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count {
      // `index` stands on a slash.
      var end = index + 1
      while end < bytes.count, bytes[end] != UInt8(ascii: "/") { end += 1 }
      let length = end - index - 1
      if length == 1, bytes[index + 1] == UInt8(ascii: ".") { return true }
      if length == 2, bytes[index + 1] == UInt8(ascii: "."), bytes[index + 2] == UInt8(ascii: ".") { return true }
      index = end
    }
    return false
  }
}
