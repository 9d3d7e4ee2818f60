import Domain
import Foundation

/// Asks the system once how a place writes numbers and dates and when its clocks change. Pages then only write bytes.
enum LocalConventions {
  static func conventions(_ identifier: String) -> Conventions {
    // The two that need no asking: the system's tables of the whole world would stay in memory for them (10 MB).
    switch identifier {
    case "en-US": return .american
    case "en-GB": return .british
    default: return asked(identifier)
    }
  }

  private static func asked(_ identifier: String) -> Conventions {
    let locale = Locale(identifier: identifier)
    let numbers = NumberFormatter()
    numbers.locale = locale
    numbers.numberStyle = .decimal
    let dates = DateFormatter()
    dates.locale = locale
    let pattern = DateFormatter.dateFormat(fromTemplate: "yMMMd", options: 0, locale: locale) ?? "d MMM y"
    let clock = DateFormatter.dateFormat(fromTemplate: "j", options: 0, locale: locale) ?? "HH"
    let money = NumberFormatter()
    money.locale = locale
    money.numberStyle = .currency
    let percent = NumberFormatter()
    percent.locale = locale
    percent.numberStyle = .percent
    return Conventions(
      language: identifier, decimalSeparator: numbers.decimalSeparator ?? ".", groupSeparator: numbers.groupingSeparator ?? ",",
      groupSize: numbers.groupingSize,
      outerGroupSize: numbers.secondaryGroupingSize > 0 ? numbers.secondaryGroupingSize : numbers.groupingSize,
      groupedFrom: 4, percentFormat: affix(percent.positiveFormat ?? "#%", sign: "%"),
      symbolPlace: affix(money.positiveFormat ?? "¤#", sign: "¤"), symbols: symbols(locale),
      datePattern: parts(pattern), monthNames: dates.monthSymbols,
      shortMonthNames: dates.shortMonthSymbols, uses24Hours: !clock.contains("a"))
  }

  static func zone(_ identifier: String) -> Zone {
    if identifier == "UTC" { return .utc }
    guard let zone = TimeZone(identifier: identifier) else { return .utc }
    // Twenty years behind and ten ahead hold every moment that a page shows.
    let start = Date(timeIntervalSinceNow: -20 * 366 * 86_400)
    let end = Date(timeIntervalSinceNow: 10 * 366 * 86_400)
    var changes: [Zone.Change] = []
    var moment = start
    while let next = zone.nextDaylightSavingTimeTransition(after: moment), next < end {
      changes.append(
        Zone.Change(
          from: Instant(milliseconds: Int64(next.timeIntervalSince1970 * 1_000)), seconds: zone.secondsFromGMT(for: next),
          label: zone.abbreviation(for: next) ?? identifier))
      moment = next
    }
    return Zone(
      name: identifier, seconds: zone.secondsFromGMT(for: start), label: zone.abbreviation(for: start) ?? identifier,
      changes: changes)
  }

  /// Where a sign stands around the figure in a format such as `¤#,##0.00` or `#,##0.00 ¤`.
  private static func affix(_ format: String, sign: Character) -> Conventions.Affix {
    guard let place = format.firstIndex(of: sign) else { return .before(gap: "") }
    let digits: (Character) -> Bool = { $0 == "#" || $0 == "0" }
    guard let first = format.firstIndex(where: digits), let last = format.lastIndex(where: digits) else {
      return .before(gap: "")
    }
    if place < first { return .before(gap: String(format[format.index(after: place)..<first])) }
    return .behind(gap: String(format[format.index(after: last)..<place]))
  }

  private static func symbols(_ locale: Locale) -> [Currency: String] {
    var symbols: [Currency: String] = [:]
    let formatter = NumberFormatter()
    formatter.locale = locale
    formatter.numberStyle = .currency
    for code in ["USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF", "JPY", "ZAR", "INR", "SEK", "NOK", "DKK"] {
      guard let currency = Currency(code) else { continue }
      formatter.currencyCode = code
      if let symbol = formatter.currencySymbol, symbol != code { symbols[currency] = symbol }
    }
    return symbols
  }

  private static func parts(_ pattern: String) -> [Conventions.DatePart] {
    var parts: [Conventions.DatePart] = []
    var letters = Array(pattern)[...]
    while let first = letters.first {
      let run = letters.prefix { $0 == first }
      letters = letters.dropFirst(run.count)
      switch (first, run.count) {
      case ("d", 1): parts.append(.day)
      case ("d", _): parts.append(.paddedDay)
      case ("M", 1), ("L", 1): parts.append(.month)
      case ("M", 2), ("L", 2): parts.append(.paddedMonth)
      case ("M", 3), ("L", 3): parts.append(.shortMonthName)
      case ("M", _), ("L", _): parts.append(.monthName)
      case ("y", _): parts.append(.year)
      case ("'", _):
        let quoted = letters.prefix { $0 != "'" }
        letters = letters.dropFirst(quoted.count + 1)
        parts.append(.literal(String(quoted)))
      default: parts.append(.literal(String(run)))
      }
    }
    return parts
  }
}
