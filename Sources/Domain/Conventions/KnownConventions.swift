// What stands ready when the system cannot be asked, and for tests.
extension Conventions {
  /// `July 14, 2026` · `1,462.50` · `$1,462.50`
  public static let american = Conventions(
    language: "en-US", decimalSeparator: ".", groupSeparator: ",", symbolPlace: .before(gap: ""),
    symbols: [.usd: "$", .eur: "€", .gbp: "£", .jpy: "¥", .cad: "CA$", .aud: "A$"],
    datePattern: [.monthName, .literal(" "), .day, .literal(", "), .year], monthNames: englishMonths,
    shortMonthNames: shortEnglishMonths, uses24Hours: false)

  /// `14 Jul 2026` · `1,462.50` · `£1,462.50`
  public static let british = Conventions(
    language: "en-GB", decimalSeparator: ".", groupSeparator: ",", symbolPlace: .before(gap: ""),
    symbols: [.usd: "US$", .eur: "€", .gbp: "£", .jpy: "JP¥", .cad: "CA$", .aud: "A$"],
    datePattern: [.day, .literal(" "), .shortMonthName, .literal(" "), .year], monthNames: englishMonths,
    shortMonthNames: shortEnglishMonths, uses24Hours: true)

  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let shortEnglishMonths = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
