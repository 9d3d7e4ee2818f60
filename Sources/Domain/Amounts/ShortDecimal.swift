/// Exact decimals without the zeros that say nothing.
enum ShortDecimal {
  static func print(_ units: Int64, decimals: Int, atLeast kept: Int) -> String {
    var text = DecimalText.print(units, decimals: decimals)
    var places = decimals
    while places > kept, text.hasSuffix("0") {
      text.removeLast()
      places -= 1
    }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
