/// Base64 in the two spellings the product needs: RFC 4648 §4 with padding, and §5 (`-_`, no padding) for tokens.
public enum Base64 {
  public static func encode(_ bytes: some Sequence<UInt8>) -> String { encode(Array(bytes), alphabet: standard, padded: true) }
  public static func encodeURL(_ bytes: some Sequence<UInt8>) -> String { encode(Array(bytes), alphabet: urlSafe, padded: false) }

  public static func decode(_ text: some StringProtocol) -> [UInt8]? {
    decode(Array(text.utf8), alphabet: standard, padded: true)
  }
  public static func decodeURL(_ text: some StringProtocol) -> [UInt8]? {
    decode(Array(text.utf8), alphabet: urlSafe, padded: false)
  }

  /// 64 symbols and, for reading, the value of each byte.
  private struct Alphabet {
    let symbols: [UInt8]
    private var values = [UInt8](repeating: .max, count: 256)

    init(_ text: String) {
      symbols = Array(text.utf8)
      for (value, symbol) in symbols.enumerated() { values[Int(symbol)] = UInt8(value) }
    }

    func value(of symbol: UInt8) -> UInt32? {
      let value = values[Int(symbol)]
      return value == .max ? nil : UInt32(value)
    }
  }

  private static let standard = Alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  private static let urlSafe = Alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

  private static func encode(_ bytes: [UInt8], alphabet: Alphabet, padded: Bool) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    var bits = 0 as UInt32
    var held = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      held += 8
      while held >= 6 {
        held -= 6
        output.append(alphabet.symbols[Int(bits >> UInt32(held)) & 63])
      }
      bits &= (1 << UInt32(held)) - 1
    }
    if held > 0 { output.append(alphabet.symbols[Int(bits << UInt32(6 - held)) & 63]) }
    while padded, output.count % 4 != 0 { output.append(UInt8(ascii: "=")) }
    return String(decoding: output, as: UTF8.self)
  }

  /// Strict: one spelling per value. Wrong padding, stray characters and non-zero spare bits are refused.
  private static func decode(_ text: [UInt8], alphabet: Alphabet, padded: Bool) -> [UInt8]? {
    var symbols = text
    if padded {
      guard symbols.count % 4 == 0 else { return nil }
      for _ in 0..<2 where symbols.last == UInt8(ascii: "=") { symbols.removeLast() }
    }
    guard symbols.count % 4 != 1 else { return nil }
    var output: [UInt8] = []
    output.reserveCapacity(symbols.count / 4 * 3 + 2)
    var bits = 0 as UInt32
    var held = 0
    for symbol in symbols {
      guard let value = alphabet.value(of: symbol) else { return nil }
      bits = bits << 6 | value
      held += 6
      if held >= 8 {
        held -= 8
        output.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
        bits &= (1 << UInt32(held)) - 1
      }
    }
    return bits == 0 ? output : nil
  }
}
