import Bytes

extension OutboundResponse {
  /// How long the other side asks us to stay away, at most a day (RFC 9110 §10.2.3). A date is measured against the answer's
  /// own `Date`, not against our clock: the two machines need not agree on the time.
  public var retryAfter: Duration? {
    guard let header = header("Retry-After") else { return nil }
    let text = header.utf8.drop { $0 == 0x20 || $0 == 0x09 }
    let trimmed = text.prefix(text.count - text.reversed().prefix { $0 == 0x20 || $0 == 0x09 }.count)
    if !trimmed.isEmpty, trimmed.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      // More digits than a number holds is still "a long time".
      return .seconds(min(parseDigits(trimmed) ?? .max, 86_400))
    }
    guard let then = HTTPDate.seconds(String(decoding: trimmed, as: UTF8.self)),
      let now = self.header("Date").flatMap(HTTPDate.seconds)
    else { return nil }
    return .seconds(min(max(0, then - now), 86_400))
  }
}

/// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7), the only form that is sent today.
enum HTTPDate {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// Seconds since 1970; nil for anything else.
  static func seconds(_ text: String) -> Int? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[0].hasSuffix(","), words[5] == "GMT", words[1].utf8.count == 2,
      let day = parseDigits(words[1]), (1...31).contains(day), let month = months.firstIndex(of: String(words[2])),
      words[3].utf8.count == 4, let year = parseDigits(words[3]), year >= 1970
    else { return nil }
    let clock = words[4].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3, clock.allSatisfy({ $0.utf8.count == 2 }), let hour = parseDigits(clock[0]), hour < 24,
      let minute = parseDigits(clock[1]), minute < 60, let second = parseDigits(clock[2]), second <= 60
    else { return nil }
    // Months counted from March, so that the leap day comes last.
    let shifted = month < 2 ? year - 1 : year
    let ofYear = (153 * (month < 2 ? month + 10 : month - 2) + 2) / 5 + day - 1
    let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + ofYear - 719_468
    return days * 86_400 + hour * 3_600 + minute * 60 + second
  }
}
