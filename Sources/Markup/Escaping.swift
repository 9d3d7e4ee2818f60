import Bytes

/// The one escaping for text and quoted attribute values alike: `&`, `<`, `>`, `"` and `'`.
///
/// Runs of harmless bytes are found first and copied whole. All five bytes lie within 34…62, so one bit of a word settles
/// each: digits and blanks, which are most of an invoice, lie there too.
extension HTML {
  @inline(__always) private static func needsEntity(_ byte: UInt8) -> Bool {
    // Bits 0, 4, 5, 26 and 28 stand for `"`, `&`, `'`, `<` and `>`. Written out, so that it is a constant and no global.
    let marked: UInt32 = 0b1_0100_0000_0000_0000_0000_0011_0001
    let place = byte &- 34
    return place <= 28 && marked &>> UInt32(place) & 1 != 0
  }

  mutating func appendEscaped(_ text: borrowing Span<UInt8>) {
    // The length of a Span's memory is its own count, and no index below leaves it.
    text.withUnsafeBytes { bytes in
      var start = 0
      for index in bytes.indices where HTML.needsEntity(bytes[index]) {
        buffer.append(UnsafeRawBufferPointer(rebasing: bytes[start..<index]))
        buffer.append(entity(for: bytes[index]))
        start = index + 1
      }
      buffer.append(UnsafeRawBufferPointer(rebasing: bytes[start...]))
    }
  }

  private func entity(for byte: UInt8) -> StaticString {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&#34;"
    default: "&#39;"
    }
  }
}
