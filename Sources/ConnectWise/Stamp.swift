import Bytes

/// A moment as ConnectWise writes it, UTC (`2026-05-18T14:02:33Z`). Fields with a date-only meaning hold midnight; read
/// `day` there and never shift it by a time zone (API-NOTES §3).
public struct Stamp: Sendable, Hashable, Comparable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Nil for anything but `yyyy-MM-dd` or `yyyy-MM-ddTHH:mm:ss[.f…][Z]` with a real date.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10 || bytes.count >= 19,
      let year = parseDigits(bytes[0..<4]), bytes[4] == UInt8(ascii: "-"),
      let month = parseDigits(bytes[5..<7]), bytes[7] == UInt8(ascii: "-"),
      let day = parseDigits(bytes[8..<10]),
      (1...9999).contains(year), (1...12).contains(month), (1...Self.length(ofMonth: month, year: year)).contains(day)
    else { return nil }
    var value = Int64(Self.days(year: year, month: month, day: day)) * 86_400_000
    if bytes.count > 10 {
      guard bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
        let hour = parseDigits(bytes[11..<13]), let minute = parseDigits(bytes[14..<16]),
        let second = parseDigits(bytes[17..<19]), hour < 24, minute < 60, second < 60
      else { return nil }
      value += Int64(hour * 3600 + minute * 60 + second) * 1000
      var rest = bytes[19...]
      if rest.last == UInt8(ascii: "Z") { rest = rest.dropLast() }
      if rest.first == UInt8(ascii: ".") {
        let digits = rest.dropFirst()
        guard (1...9).contains(digits.count), parseDigits(digits) != nil else { return nil }
        let three = Array((Array(digits) + [48, 48]).prefix(3))
        value += Int64(parseDigits(three) ?? 0)
        rest = []
      }
      guard rest.isEmpty else { return nil }
    }
    milliseconds = value
  }

  /// `yyyy-MM-dd` of the UTC day.
  public var day: String {
    let (year, month, day) = Self.date(days: Self.floorDivide(milliseconds, 86_400_000))
    return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
  }

  /// `yyyy-MM-ddTHH:mm:ssZ`, the form to send.
  public var text: String {
    let days = Self.floorDivide(milliseconds, 86_400_000)
    let second = Int((milliseconds - days * 86_400_000) / 1000)
    return
      "\(day)T\(Self.padded(second / 3600, 2)):\(Self.padded(second / 60 % 60, 2)):\(Self.padded(second % 60, 2))Z"
  }

  public static func < (left: Stamp, right: Stamp) -> Bool { left.milliseconds < right.milliseconds }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return digits.count >= width ? digits : String(repeating: "0", count: width - digits.count) + digits
  }

  private static func floorDivide(_ value: Int64, _ by: Int64) -> Int64 {
    value >= 0 ? value / by : (value + 1) / by - 1
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01 in the proleptic Gregorian calendar, counted from March so that leap days come last.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  private static func date(days: Int64) -> (year: Int, month: Int, day: Int) {
    let shifted = Int(days) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}

extension Stamp: Decodable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let stamp = Stamp(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UTC date")
    }
    self = stamp
  }
}
