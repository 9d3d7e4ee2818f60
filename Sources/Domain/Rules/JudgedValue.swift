/// One of the values that a finding judged. An acceptance holds for these values and no others.
public struct JudgedValue: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    case money(Money)
    case price(Price)
    case hours(Hours)
    case quantity(Quantity)
    case percent(Percent)
    case count(Int)
    case day(Day)
    case text(String)
  }

  /// What it is, in words of the interface: `price`, `hours`.
  public let name: String
  public let value: Value

  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }

  init(_ name: String, _ money: Money) { self.init(name, .money(money)) }
  init(_ name: String, _ price: Price) { self.init(name, .price(price)) }
  init(_ name: String, _ hours: Hours) { self.init(name, .hours(hours)) }
  init(_ name: String, _ quantity: Quantity) { self.init(name, .quantity(quantity)) }
  init(_ name: String, _ count: Int) { self.init(name, .count(count)) }
  init(_ name: String, _ text: String) { self.init(name, .text(text)) }
  init(_ name: String, _ day: Day?) { self.init(name, day.map { .day($0) } ?? .text("none")) }

  /// As people read it.
  public func text(_ conventions: Conventions) -> String {
    switch value {
    case .money(let money): conventions.amountWithCode(money)
    case .price(let price): "\(conventions.price(price)) \(price.currency.code)"
    case .hours(let hours): conventions.hours(hours)
    case .quantity(let quantity): conventions.quantity(quantity)
    case .percent(let percent): conventions.percent(percent)
    case .count(let count): conventions.count(count)
    case .day(let day): conventions.date(day)
    case .text(let text): text
    }
  }

  /// `price=money 8400 USD 2`: what the store keeps and what the fingerprint hashes.
  public var stored: String {
    let text =
      switch value {
      case .money(let money): "money \(money.minor) \(money.currency.code) \(money.currency.decimals)"
      case .price(let price): "price \(price.millionths) \(price.currency.code) \(price.currency.decimals)"
      case .hours(let hours): "hours \(hours.millionths)"
      case .quantity(let quantity): "quantity \(quantity.millionths)"
      case .percent(let percent): "percent \(percent.hundredths)"
      case .count(let count): "count \(count)"
      case .day(let day): "day \(day.text)"
      case .text(let text): "text \(text)"
      }
    return "\(name)=\(text)"
  }

  public init?(stored: String) {
    guard let equals = stored.unicodeScalars.firstIndex(of: "=") else { return nil }
    let rest = stored.unicodeScalars[stored.unicodeScalars.index(after: equals)...]
    guard let space = rest.firstIndex(of: " ") else { return nil }
    let text = String(rest[rest.index(after: space)...])
    let parts = text.split(separator: " ").map(String.init)
    let number = parts.first.flatMap { Int64($0) }
    let currency = parts.count == 3 ? Int(parts[2]).flatMap { Currency(parts[1], decimals: $0) } : nil
    let value: Value? =
      switch String(rest[..<space]) {
      case "money": number.flatMap { minor in currency.map { .money(Money(minor: minor, currency: $0)) } }
      case "price": number.flatMap { units in currency.map { .price(Price(millionths: units, currency: $0)) } }
      case "hours": number.map { .hours(Hours(millionths: $0)) }
      case "quantity": number.map { .quantity(Quantity(millionths: $0)) }
      case "percent": number.map { .percent(Percent(hundredths: $0)) }
      case "count": number.flatMap { Int(exactly: $0) }.map { .count($0) }
      case "day": Day(text).map { .day($0) }
      case "text": .text(text)
      default: nil
      }
    guard let value else { return nil }
    self.init(String(stored.unicodeScalars[..<equals]), value)
  }
}
