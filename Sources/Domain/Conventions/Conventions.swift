/// How a place writes numbers, money and dates.
///
/// A pure value: the process asks the system once per locale (`countersign` fills it) and pages then only write bytes.
public struct Conventions: Hashable, Sendable {
  /// Language tag of the texts: `en-US`.
  public var language: String
  public var decimalSeparator: String
  public var groupSeparator: String
  /// Digits in the group next to the decimals, and in those before: 3 and 3, in India 3 and 2.
  public var groupSize: Int
  public var outerGroupSize: Int
  /// Numbers with fewer digits before the decimals are not grouped; 5 in Spain, where it is 1234 but 12.345.
  public var groupedFrom: Int
  public var minus: String
  public var plus: String
  public var percentFormat: Affix
  public var symbolPlace: Affix
  /// `$` for `USD`; a currency without one is written with its code.
  public var symbols: [Currency: String]
  public var datePattern: [DatePart]
  public var monthNames: [String]
  public var shortMonthNames: [String]
  public var uses24Hours: Bool

  /// Whether a sign stands before or behind the figure, and what lies between.
  public enum Affix: Hashable, Sendable {
    case before(gap: String)
    case behind(gap: String)

    func around(_ figure: String, _ sign: String) -> String {
      switch self {
      case .before(let gap): gap.isEmpty ? sign + figure : sign + gap + figure
      case .behind(let gap): gap.isEmpty ? figure + sign : figure + gap + sign
      }
    }
  }

  /// A date is written as a row of these.
  public enum DatePart: Hashable, Sendable {
    case day, paddedDay, month, paddedMonth, shortMonthName, monthName, year
    case literal(String)
  }

  public init(
    language: String, decimalSeparator: String, groupSeparator: String, groupSize: Int = 3, outerGroupSize: Int = 3,
    groupedFrom: Int = 4, minus: String = "\u{2212}", plus: String = "+", percentFormat: Affix = .behind(gap: ""),
    symbolPlace: Affix, symbols: [Currency: String], datePattern: [DatePart], monthNames: [String],
    shortMonthNames: [String], uses24Hours: Bool
  ) {
    self.language = language
    self.decimalSeparator = decimalSeparator
    self.groupSeparator = groupSeparator
    self.groupSize = groupSize
    self.outerGroupSize = outerGroupSize
    self.groupedFrom = groupedFrom
    self.minus = minus
    self.plus = plus
    self.percentFormat = percentFormat
    self.symbolPlace = symbolPlace
    self.symbols = symbols
    self.datePattern = datePattern
    self.monthNames = monthNames
    self.shortMonthNames = shortMonthNames
    self.uses24Hours = uses24Hours
  }
}
