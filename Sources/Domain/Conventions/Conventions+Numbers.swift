import Bytes

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

  /// Written from the last digit to the first into one small room, because a list has fifty of these.
  private func number(_ magnitude: UInt64, decimals: Int, atLeast kept: Int? = nil) -> String {
    // A UInt64 has at most 20 digits; a group separator may stand before each but the first.
    let room = 20 + decimals + decimalSeparator.utf8.count + 20 * groupSeparator.utf8.count
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { bytes in
      var start = room
      func put(_ text: String) {
        let sign = text.utf8.span
        start -= sign.count
        for index in sign.indices { bytes[start + index] = sign[index] }
      }
      var rest = magnitude
      func putDigit() {
        start -= 1
        bytes[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }

      for place in stride(from: decimals, to: 0, by: -1) {
        if let kept, place > kept, start == room, rest % 10 == 0 { rest /= 10 } else { putDigit() }
      }
      if start < room { put(decimalSeparator) }

      let groups = groupedFrom <= 4 || rest >= Self.powerOfTen(groupedFrom - 1)
      var digits = 0
      repeat {
        if groups, digits > 0, digits >= groupSize, (digits - groupSize) % max(1, outerGroupSize) == 0 { put(groupSeparator) }
        putDigit()
        digits += 1
      } while rest > 0
      return String(brief: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[start...])))
    }
  }

  private static func powerOfTen(_ exponent: Int) -> UInt64 {
    (0..<max(0, min(exponent, 19))).reduce(1) { power, _ in power * 10 }
  }
}
