import Domain

/// Milliseconds since 1970 in the spelling of the API: `2026-05-18T14:02:33Z`, whole seconds.
enum Moment {
  static func text(_ milliseconds: Int64) -> String {
    let second = Int(floorDivide(milliseconds, 1000))
    let days = Int(floorDivide(Int64(second), 86_400))
    let rest = second - days * 86_400
    return "\(day(days))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }

  /// A date-only value is midnight (API-NOTES §3).
  static func midnight(_ day: Int) -> String { "\(Self.day(day))T00:00:00Z" }

  static func day(_ ordinal: Int) -> String { Day(ordinal: ordinal).map { String(describing: $0) } ?? "0001-01-01" }

  /// The first day of the month that holds the day.
  static func firstOfMonth(_ ordinal: Int) -> Int { Day(ordinal: ordinal).map { ordinal - $0.dayOfMonth + 1 } ?? ordinal }

  /// A date alone or with a time, with or without fraction and `Z`.
  static func parse(_ text: some StringProtocol) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, let day = Day(String(decoding: bytes[..<10], as: UTF8.self)) else { return nil }
    let midnight = Int64(day.ordinal) * 86_400_000
    if bytes.count == 10 { return midnight }
    guard bytes.count >= 19, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
      hour < 24, minute < 60, second < 60
    else { return nil }
    var rest = bytes[19...]
    if rest.last == UInt8(ascii: "Z") { rest = rest.dropLast() }
    if rest.first == UInt8(ascii: ".") {
      guard rest.count > 1, rest.dropFirst().allSatisfy({ (48...57).contains($0) }) else { return nil }
      rest = []
    }
    guard rest.isEmpty else { return nil }
    return midnight + Int64(hour * 3600 + minute * 60 + second) * 1000
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    bytes.allSatisfy { (48...57).contains($0) } ? bytes.reduce(0) { $0 * 10 + Int($1 - 48) } : nil
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  private static func floorDivide(_ value: Int64, _ by: Int64) -> Int64 {
    value >= 0 ? value / by : (value + 1) / by - 1
  }
}
