import Bytes

/// Dates as HTTP writes them (RFC 9110 §5.6.7).
package enum HTTPDate {
  /// `Sun, 06 Nov 1994 08:49:37 GMT`
  package static func format(_ seconds: Int64) -> String {
    let days = seconds.quotient(by: 86_400)
    let rest = Int(seconds - days * 86_400)
    let (year, month, day) = civil(days)
    let weekday = Int(((days + 4) % 7 + 7) % 7)
    return
      "\(weekdays[weekday]), \(two(day)) \(months[month - 1]) \(four(year)) \(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60)) GMT"
  }

  /// All three spellings that a recipient must know; nil for anything else, which then is ignored.
  package static func parse(_ text: String, now: Int64) -> Int64? {
    let parts = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    if parts.count == 6, parts[5] == "GMT", parts[0].hasSuffix(",") {
      return seconds(year: number(parts[3], 4), month: parts[2], day: number(parts[1], 2), time: parts[4])
    }
    if parts.count == 4, parts[3] == "GMT", parts[0].hasSuffix(",") {
      let date = parts[1].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
      guard date.count == 3, let short = number(date[2], 2) else { return nil }
      // A two-digit year more than 50 years ahead is the past century's.
      let (current, _, _) = civil(now.quotient(by: 86_400))
      var year = current / 100 * 100 + short
      if year > current + 50 { year -= 100 }
      return seconds(year: year, month: date[1], day: number(date[0], 2), time: parts[2])
    }
    if parts.count == 5 {
      return seconds(year: number(parts[4], 4), month: parts[1], day: number(parts[2], nil), time: parts[3])
    }
    return nil
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private static func seconds(year: Int?, month: String, day: Int?, time: String) -> Int64? {
    guard let year, let day, let month = months.firstIndex(of: month), year >= 1_600, day >= 1, day <= 31 else { return nil }
    let clock = time.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard clock.count == 3, let hour = number(clock[0], 2), let minute = number(clock[1], 2), let second = number(clock[2], 2),
      hour < 24, minute < 60, second <= 60
    else { return nil }
    let days = daysSinceEpoch(year, month + 1, day)
    guard civil(days) == (year, month + 1, day) else { return nil }
    return days * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
  }

  private static func number(_ text: String, _ digits: Int?) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 4, digits == nil || text.utf8.count == digits else { return nil }
    return parseDigits(text)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func four(_ number: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, 4 - text.utf8.count)) + text
  }

  /// Proleptic Gregorian calendar, days since 1970-01-01, in eras of 400 years that begin on 1 March.
  private static func civil(_ days: Int64) -> (Int, Int, Int) {
    let shifted = days + 719_468
    let era = shifted.quotient(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0), Int(month), Int(day))
  }

  private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    let shiftedYear = Int64(month <= 2 ? year - 1 : year)
    let era = shiftedYear.quotient(by: 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Int64 {
  /// Rounded down, also below zero.
  fileprivate func quotient(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
