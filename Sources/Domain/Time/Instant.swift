/// A moment, in milliseconds since 1 January 1970 UTC.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// RFC 3339: `2026-05-18T14:02:33Z`, with a fraction or an offset where there is one.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), let day = Day(String(decoding: bytes[0..<10], as: UTF8.self)),
      let hour = Digits.value(bytes[11..<13]), let minute = Digits.value(bytes[14..<16]),
      let second = Digits.value(bytes[17..<19]), hour < 24, minute < 60, second <= 60
    else { return nil }
    var rest = bytes[19...]
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard !digits.isEmpty else { return nil }
      rest = rest.dropFirst(digits.count)
      for place in 0..<3 { fraction = fraction * 10 + (place < digits.count ? Int(digits[digits.startIndex + place] - 48) : 0) }
    }
    guard let offset = Self.offset(rest) else { return nil }
    let seconds = Int64(day.ordinal) * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset)
    milliseconds = seconds * 1000 + Int64(fraction)
  }

  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    if bytes.elementsEqual("Z".utf8) { return 0 }
    let bytes = Array(bytes)
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"), bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
      let hours = Digits.value(bytes[1..<3]), let minutes = Digits.value(bytes[4..<6]), hours < 24, minutes < 60
    else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return bytes[0] == UInt8(ascii: "-") ? -seconds : seconds
  }

  /// The calendar date in UTC; moments before year 1 or after 9999 answer with the first or last day.
  public var day: Day { Self.split(milliseconds).day }

  /// Milliseconds since midnight UTC.
  public var timeOfDay: Int { Self.split(milliseconds).rest }

  private static func split(_ milliseconds: Int64) -> (day: Day, rest: Int) {
    let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    let days = remainder < 0 ? quotient - 1 : quotient
    let rest = Int(remainder < 0 ? remainder + 86_400_000 : remainder)
    if let day = Day(ordinal: Int(days)) { return (day, rest) }
    return days < 0 ? (.first, 0) : (.last, 86_399_999)
  }

  /// RFC 3339 in UTC: `2026-05-18T14:02:33Z`, with `.123` only where there are milliseconds.
  public var text: String {
    let (day, rest) = Self.split(milliseconds)
    let seconds = rest / 1000
    let clock =
      "\(Digits.padded(seconds / 3600, to: 2)):\(Digits.padded(seconds / 60 % 60, to: 2)):\(Digits.padded(seconds % 60, to: 2))"
    let fraction = rest % 1000
    return "\(day.text)T\(clock)\(fraction == 0 ? "" : ".\(Digits.padded(fraction, to: 3))")Z"
  }

  public var description: String { text }

  /// Later by that much, held at the ends of the range instead of wrapping round.
  public func adding(milliseconds more: Int64) -> Instant {
    let (sum, overflow) = milliseconds.addingReportingOverflow(more)
    return Instant(milliseconds: overflow ? (more < 0 ? .min : .max) : sum)
  }

  public func adding(seconds: Int64) -> Instant {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    return adding(milliseconds: overflow ? (seconds < 0 ? .min : .max) : product)
  }

  /// Positive when `other` comes later.
  public func milliseconds(until other: Instant) -> Int64 {
    let (difference, overflow) = other.milliseconds.subtractingReportingOverflow(milliseconds)
    return overflow ? (other > self ? .max : .min) : difference
  }

  public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
}
