/// The SHA-256 of a version's canonical bytes: same fingerprint, same content.
///
/// The hash is reckoned elsewhere and handed in; this keeps its 32 bytes without a reference count.
public struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  private let words: InlineWords

  private struct InlineWords: Hashable, Sendable {
    var a: UInt64 = 0
    var b: UInt64 = 0
    var c: UInt64 = 0
    var d: UInt64 = 0
  }

  /// Nil unless there are exactly 32 bytes.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    var words: [UInt64] = [0, 0, 0, 0]
    for (index, byte) in bytes.enumerated() { words[index / 8] = words[index / 8] << 8 | UInt64(byte) }
    self.words = InlineWords(a: words[0], b: words[1], c: words[2], d: words[3])
  }

  public var bytes: [UInt8] {
    [words.a, words.b, words.c, words.d].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }
  }

  /// 64 lower-case hexadecimal digits.
  public var hex: String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

  /// The first eight digits, enough for people to compare.
  public var short: String { String(hex.prefix(8)) }

  public var description: String { hex }
}
