/// A calendar date such as an invoice's date: a day, not a moment, so no time zone can move it.
///
/// Proleptic Gregorian, years 1 to 9999, kept as days since 1 January 1970.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let ordinal: Int32

  public static let first = Day(unchecked: -719_162)  // 0001-01-01
  public static let last = Day(unchecked: 2_932_896)  // 9999-12-31

  private init(unchecked ordinal: Int32) { self.ordinal = ordinal }

  /// Nil outside the years 1 to 9999.
  public init?(ordinal: Int) {
    guard ordinal >= Int(Self.first.ordinal), ordinal <= Int(Self.last.ordinal) else { return nil }
    self.ordinal = Int32(ordinal)
  }

  /// Nil for a date that does not exist.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    // Counting from 1 March puts the leap day last, so that months before it have fixed lengths.
    let shifted = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let leaps = shifted / 4 - shifted / 100 + shifted / 400
    ordinal = Int32(shifted * 365 + leaps + dayOfYear - 719_468)
  }

  /// `2026-07-14`, nothing else.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Digits.value(bytes[0..<4]), let month = Digits.value(bytes[5..<7]),
      let day = Digits.value(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// ConnectWise writes a date as midnight UTC (`2026-05-01T00:00:00Z`); the day is what stands there (API-NOTES §3).
  public init?(vendorText text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10 || (bytes.count > 10 && bytes[10] == UInt8(ascii: "T") && Instant(text) != nil) else {
      return nil
    }
    self.init(String(decoding: bytes[0..<10], as: UTF8.self))
  }

  public var year: Int { parts.year }
  public var month: Int { parts.month }
  public var dayOfMonth: Int { parts.day }

  public var parts: (year: Int, month: Int, day: Int) {
    let days = Int(ordinal) + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  public var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    let index = (Int(ordinal) % 7 + 7 + 3) % 7
    return Weekday.allCases[index]
  }

  /// Nil when that leaves the years 1 to 9999.
  public func adding(days: Int) -> Day? {
    let (sum, overflow) = Int(ordinal).addingReportingOverflow(days)
    return overflow ? nil : Day(ordinal: sum)
  }

  /// Positive when `other` comes later.
  public func days(until other: Day) -> Int { Int(other.ordinal) - Int(ordinal) }

  /// `2026-07-14`.
  public var text: String {
    let (year, month, day) = parts
    return "\(Digits.padded(year, to: 4))-\(Digits.padded(month, to: 2))-\(Digits.padded(day, to: 2))"
  }

  public var description: String { text }

  public static func < (left: Day, right: Day) -> Bool { left.ordinal < right.ordinal }

  public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

public enum Weekday: Int, CaseIterable, Hashable, Sendable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday
}
