import Bytes

/// The one escaping for text and quoted attribute values alike: `&`, `<`, `>`, `"` and `'`.
///
/// Runs of harmless bytes are found first and copied whole; all five bytes lie within 34…62, so one compare settles most.
extension HTML {
  mutating func appendEscaped(_ bytes: borrowing Span<UInt8>) {
    var start = 0
    var index = 0
    let count = bytes.count
    while index < count {
      let byte = bytes[index]
      if byte &- 34 <= 28, let entity = entity(for: byte) {
        buffer.append(bytes.extracting(start..<index))
        buffer.append(entity)
        start = index + 1
      }
      index += 1
    }
    buffer.append(bytes.extracting(start..<count))
  }

  private func entity(for byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&#34;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }
}
