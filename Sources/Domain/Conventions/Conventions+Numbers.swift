extension Conventions {
  /// `1,462.50`, with a true minus sign. The currency is not said: where it is not clear, use `amountWithCode`.
  public func amount(_ money: Money) -> String { number(money.minor, decimals: money.currency.decimals) }

  /// `1,462.50 USD`: for lists that mix currencies, and for sentences.
  public func amountWithCode(_ money: Money) -> String { "\(amount(money)) \(money.currency.code)" }

  /// `$1,462.50`, `−$1,462.50`.
  public func amountWithSymbol(_ money: Money) -> String {
    guard let symbol = symbols[money.currency] else { return amountWithCode(money) }
    let figure = number(money.minor.magnitude, decimals: money.currency.decimals)
    let text = symbolPlace.around(figure, symbol)
    return money.isNegative ? minus + text : text
  }

  /// `+210.00`, `−40.00`, `0.00`.
  public func signedAmount(_ money: Money) -> String { money.minor > 0 ? plus + amount(money) : amount(money) }

  /// `26.40`, `0.0345`.
  public func price(_ price: Price) -> String {
    number(price.millionths, decimals: Price.decimals, atLeast: price.currency.decimals)
  }

  /// `18`, `0.5`.
  public func quantity(_ quantity: Quantity) -> String {
    number(quantity.millionths, decimals: Quantity.decimals, atLeast: 0)
  }

  /// `6.50 h`.
  public func hours(_ hours: Hours) -> String { number(hours.millionths, decimals: Hours.decimals, atLeast: 2) + " h" }

  /// `31.4%`: a share, to a tenth.
  public func percent(_ percent: Percent) -> String { tenths(percent, signed: false) }

  /// `+46.1%`, `−3.0%`, `0.0%`: a change, to a tenth.
  public func change(_ percent: Percent) -> String { tenths(percent, signed: true) }

  /// The change from one amount to another: `+46.1%`, or `—` when there is nothing to compare with.
  public func change(from before: Money, to after: Money) -> String {
    guard let percent = Percent(from: before, to: after) else { return "—" }
    return change(percent)
  }

  /// `1,234`.
  public func count(_ count: Int) -> String { number(Int64(count), decimals: 0) }

  private func tenths(_ percent: Percent, signed: Bool) -> String {
    guard let tenths = Rounding.halfAwayFromZero.divide(Int128(percent.hundredths), by: 10) else { return "—" }
    let figure = percentFormat.around(number(tenths, decimals: 1), "%")
    return signed && tenths > 0 ? plus + figure : figure
  }

  private func number(_ units: Int64, decimals: Int, atLeast kept: Int? = nil) -> String {
    let text = number(units.magnitude, decimals: decimals, atLeast: kept)
    return units < 0 ? minus + text : text
  }

  private func number(_ magnitude: UInt64, decimals: Int, atLeast kept: Int? = nil) -> String {
    var digits = Array(String(magnitude).utf8)
    while digits.count <= decimals { digits.insert(UInt8(ascii: "0"), at: 0) }
    let whole = digits.count - decimals
    var end = digits.count
    while let kept, end > whole + kept, digits[end - 1] == UInt8(ascii: "0") { end -= 1 }

    var text: [UInt8] = []
    text.reserveCapacity(digits.count * 2)
    let groups = whole >= groupedFrom
    for index in 0..<whole {
      text.append(digits[index])
      let left = whole - index - 1
      if groups, left >= groupSize, (left - groupSize) % outerGroupSize == 0 {
        text.append(contentsOf: groupSeparator.utf8)
      }
    }
    if end > whole {
      text.append(contentsOf: decimalSeparator.utf8)
      text.append(contentsOf: digits[whole..<end])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
