/// The currency of an amount and how many decimals it is written with.
///
/// Four bytes without a reference count, because every amount carries one.
public struct Currency: Hashable, Sendable, CustomStringConvertible {
  private let letters: UInt32
  private let places: UInt8

  /// Nil unless `code` is three capital letters and `decimals` lies in 0…4.
  public init?(_ code: String, decimals: Int) {
    guard code.utf8.count == 3, (0...4).contains(decimals) else { return nil }
    var packed: UInt32 = 0
    for byte in code.utf8 {
      guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) else { return nil }
      packed = packed << 8 | UInt32(byte)
    }
    letters = packed
    places = UInt8(decimals)
  }

  /// A currency with its customary decimals (ISO 4217), two where nothing else is known.
  public init?(_ code: String) { self.init(code, decimals: Self.customaryDecimals(of: code)) }

  private init(known a: Unicode.Scalar, _ b: Unicode.Scalar, _ c: Unicode.Scalar, decimals: UInt8 = 2) {
    letters = a.value << 16 | b.value << 8 | c.value
    places = decimals
  }

  public static let usd = Currency(known: "U", "S", "D")
  public static let cad = Currency(known: "C", "A", "D")
  public static let eur = Currency(known: "E", "U", "R")
  public static let gbp = Currency(known: "G", "B", "P")
  public static let aud = Currency(known: "A", "U", "D")
  public static let jpy = Currency(known: "J", "P", "Y", decimals: 0)

  public var code: String {
    String(decoding: [UInt8(letters >> 16 & 255), UInt8(letters >> 8 & 255), UInt8(letters & 255)], as: UTF8.self)
  }

  public var decimals: Int { Int(places) }

  public var description: String { code }

  static func customaryDecimals(of code: String) -> Int {
    switch code {
    case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF": 0
    case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
    default: 2
    }
  }
}
