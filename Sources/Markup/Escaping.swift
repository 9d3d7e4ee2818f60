import Bytes

/// The one escaping for text and quoted attribute values alike: `&`, `<`, `>`, `"` and `'`.
///
/// Nearly every text of a page has none of them. Eight bytes at a time settle that, and the text is then copied whole.
extension HTML {
  mutating func appendEscaped(_ text: borrowing Span<UInt8>) {
    // The length of a Span's memory is its own count, and nothing below leaves it.
    text.withUnsafeBytes { appendEscaped($0) }
  }

  mutating func appendEscaped(_ bytes: UnsafeRawBufferPointer) {
    if Escaping.mayBeNeeded(in: bytes) { appendByRuns(bytes) } else { buffer.append(bytes) }
  }

  /// Runs of harmless bytes are found first and copied whole.
  private mutating func appendByRuns(_ text: UnsafeRawBufferPointer) {
    var start = 0
    for index in text.indices {
      guard let entity = Escaping.entity(for: text[index]) else { continue }
      buffer.append(UnsafeRawBufferPointer(rebasing: text[start..<index]))
      buffer.append(entity)
      start = index + 1
    }
    buffer.append(UnsafeRawBufferPointer(rebasing: text[start...]))
  }
}

private enum Escaping {
  static func entity(for byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&#34;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }

  /// Texts of a page are short: two words, which may overlap, hold up to sixteen bytes, and most are settled by them.
  @inline(__always) static func mayBeNeeded(in text: UnsafeRawBufferPointer) -> Bool {
    let count = text.count
    if count > 16 { return mayBeNeeded(inLong: text) }
    if count >= 8 { return marks(word(text, 0)) | marks(word(text, count - 8)) != 0 }
    if count >= 4 { return marks(UInt64(half(text, 0)) << 32 | UInt64(half(text, count - 4))) != 0 }
    if count == 0 { return false }
    return marks(UInt64(text[0]) | UInt64(text[count / 2]) << 8 | UInt64(text[count - 1]) << 16) != 0
  }

  /// Sixteen bytes at a time; the last sixteen overlap those before, so that none is left over.
  @inline(never) private static func mayBeNeeded(inLong text: UnsafeRawBufferPointer) -> Bool {
    let last = text.count - 16
    var index = 0
    while index < last {
      if marks(word(text, index)) | marks(word(text, index + 8)) != 0 { return true }
      index += 16
    }
    return marks(word(text, last)) | marks(word(text, last + 8)) != 0
  }

  @inline(__always) private static func word(_ text: UnsafeRawBufferPointer, _ index: Int) -> UInt64 {
    text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
  }

  @inline(__always) private static func half(_ text: UnsafeRawBufferPointer, _ index: Int) -> UInt32 {
    text.loadUnaligned(fromByteOffset: index, as: UInt32.self)
  }

  /// Not zero if one of the eight bytes is marked. `"` and `&` differ in one bit, `<` and `>` too, so three comparisons do.
  @inline(__always) private static func marks(_ word: UInt64) -> UInt64 {
    zeros(in: (word & 0xFBFB_FBFB_FBFB_FBFB) ^ 0x2222_2222_2222_2222) | zeros(in: word ^ 0x2727_2727_2727_2727)
      | zeros(in: (word & 0xFDFD_FDFD_FDFD_FDFD) ^ 0x3C3C_3C3C_3C3C_3C3C)
  }

  /// Not zero if one of the eight bytes is zero: only a zero byte borrows its own highest bit.
  @inline(__always) private static func zeros(in word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}
