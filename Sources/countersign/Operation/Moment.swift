import Glibc

/// The wall clock as log lines write it: RFC 3339 in UTC with milliseconds.
enum Moment {
  /// Milliseconds since 1970.
  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// Milliseconds since the machine started; for durations.
  static func steady() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }

  static func text(_ milliseconds: Int64) -> String {
    // Rounded down, so that times before 1970 are right too.
    let rest = (milliseconds % 86_400_000 + 86_400_000) % 86_400_000
    let days = (milliseconds - rest) / 86_400_000
    let date = civil(days)
    let parts = [
      pad(date.year, 4), "-", pad(date.month, 2), "-", pad(date.day, 2), "T", pad(rest / 3_600_000, 2), ":",
      pad(rest / 60_000 % 60, 2), ":", pad(rest / 1_000 % 60, 2), ".", pad(rest % 1_000, 3), "Z",
    ]
    return parts.joined()
  }

  /// The Gregorian date of a day number counted from 1970-01-01, by eras of 400 years.
  private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9, day)
  }

  private static func pad(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
