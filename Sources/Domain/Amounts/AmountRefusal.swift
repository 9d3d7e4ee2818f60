/// Why an amount could not be read or reckoned. Nothing is guessed, rounded silently or wrapped around.
public enum AmountRefusal: Error, Hashable, Sendable {
  case empty
  case notANumber
  /// `1E3` is a number to a computer; on a bill it is a mistake until somebody has looked.
  case exponent
  case tooPrecise(decimals: Int)
  case tooLarge
  case differentCurrencies(Currency, Currency)

  public var sentence: String {
    switch self {
    case .empty: "The amount is empty. Write a number such as 1462.50."
    case .notANumber: "The amount is not a plain number. Write digits with a dot for the decimals, such as 1462.50."
    case .exponent: "The amount is written with an exponent. Write it out, such as 1000 instead of 1E3."
    case .tooPrecise(let decimals): "The amount has more than \(decimals) decimals. Round it to \(decimals) and try again."
    case .tooLarge: "The amount is larger than Countersign can reckon with. Check it in ConnectWise."
    case .differentCurrencies(let left, let right):
      "\(left.code) and \(right.code) cannot be added up. Look at each currency by itself."
    }
  }
}
