import Domain
import Testing

@Suite struct MoneyTests {
  @Test(
    arguments: [
      ("1462.5", 146_250), ("-0.10", -10), ("0.0", 0), ("-0", 0), ("18", 1800), ("2254.70", 225_470), ("007", 700),
      ("39.34000", 3934), ("92233720368547758.07", .max), ("-92233720368547758.08", .min),
    ] as [(String, Int64)])
  func `decimal text is taken exactly`(text: String, minor: Int64) throws {
    #expect(try Money(text, currency: .usd) == usd(minor))
  }

  @Test(arguments: [
    ("", AmountRefusal.empty), ("1E3", .exponent), ("1e-05", .exponent), ("-", .notANumber), ("E3", .notANumber),
    (".5", .notANumber), ("5.", .notANumber), ("+5", .notANumber), ("1,462.50", .notANumber), (" 1", .notANumber),
    ("1.2.3", .notANumber), ("NaN", .notANumber), ("--1", .notANumber), ("１", .notANumber), ("0.125", .tooPrecise(decimals: 2)),
    ("92233720368547758.08", .tooLarge), ("-92233720368547758.09", .tooLarge), ("99999999999999999999", .tooLarge),
  ])
  func `other text is refused with its reason`(text: String, refusal: AmountRefusal) {
    #expect(throws: refusal) { try Money(text, currency: .usd) }
  }

  @Test func `currencies bring their own decimals`() throws {
    #expect(try Money("1462", currency: .jpy).minor == 1462)
    #expect(try Money("1462.0", currency: .jpy).minor == 1462)
    #expect(throws: AmountRefusal.tooPrecise(decimals: 0)) { try Money("1462.5", currency: .jpy) }
    let dinar = try #require(Currency("KWD"))
    #expect(try Money("1.234", currency: dinar).minor == 1234)
    #expect(Currency("usd") == nil && Currency("US") == nil && Currency("USDX") == nil && Currency("USD", decimals: 5) == nil)
  }

  @Test(
    arguments: [
      ("0.125", Rounding.halfAwayFromZero, 13), ("-0.125", .halfAwayFromZero, -13), ("0.1249999", .halfAwayFromZero, 12),
      ("0.125", .halfToEven, 12), ("0.135", .halfToEven, 14), ("0.1250001", .halfToEven, 13), ("-0.125", .halfToEven, -12),
      ("0.995", .halfAwayFromZero, 100), ("0.004", .halfAwayFromZero, 0),
    ] as [(String, Rounding, Int64)])
  func `rounding follows the named rule`(text: String, rounding: Rounding, minor: Int64) throws {
    #expect(try Money(text, currency: .usd, rounding: rounding) == usd(minor))
  }

  @Test func `rounding past the largest amount is refused`() throws {
    #expect(throws: AmountRefusal.tooLarge) {
      try Money("92233720368547758.079", currency: .usd, rounding: .halfAwayFromZero)
    }
    #expect(try Money("-92233720368547758.0799", currency: .usd, rounding: .halfAwayFromZero) == usd(.min))
  }

  @Test func `what is printed reads back, for any amount and currency`() throws {
    var random = Seeded(1)
    let currencies = try [Currency.usd, .jpy, #require(Currency("KWD")), #require(Currency("CLF", decimals: 4))]
    for _ in 0..<20_000 {
      let money = Money(minor: random.integer(), currency: random.pick(currencies))
      #expect(try Money(money.plainText, currency: money.currency) == money)
    }
  }

  @Test func `adding does not depend on the order, and refuses exactly what does not fit`() {
    var random = Seeded(2)
    for _ in 0..<20_000 {
      let (a, b, c) = (random.integer(), random.integer(), random.integer())
      #expect((try? usd(a).adding(usd(b))) == (try? usd(b).adding(usd(a))))
      let exact = Int128(a) + Int128(b) + Int128(c)
      let left = try? usd(a).adding(usd(b)).adding(usd(c))
      let right = try? usd(a).adding(usd(b).adding(usd(c)))
      if let left, let right { #expect(left == right && Int128(left.minor) == exact) }
      let fits = Int64(exactly: Int128(a) + Int128(b)) != nil
      #expect((try? usd(a).adding(usd(b))) != nil || !fits)
      if fits, Int64(exactly: exact) != nil { #expect(left != nil) }
      #expect((try? usd(a).subtracting(usd(b)))?.minor == Int64(exactly: Int128(a) - Int128(b)))
    }
  }

  @Test func `overflow and mixed currencies are refused, never wrapped`() {
    #expect(throws: AmountRefusal.tooLarge) { try usd(.max).adding(usd(1)) }
    #expect(throws: AmountRefusal.tooLarge) { try usd(.min).subtracting(usd(1)) }
    #expect(throws: AmountRefusal.differentCurrencies(.usd, .eur)) { try usd(1).adding(.zero(.eur)) }
    #expect(throws: AmountRefusal.tooLarge) { try Money.sum([usd(.max), usd(1)], in: .usd) }
  }

  @Test func `a unit price times a quantity is rounded once, at the end`() throws {
    let price = try Price("0.0345", currency: .usd)
    #expect(try price.times(Quantity("1000")) == usd(3450))
    #expect(try price.times(Quantity("10")) == usd(35))
    #expect(try Price("150", currency: .usd).times(Quantity("1.25")) == usd(18_750))
    #expect(try Price("1", currency: .jpy).times(Quantity("0.5")) == Money(minor: 1, currency: .jpy))
    #expect(try Price("-0.005", currency: .usd).times(.one) == usd(-1))
    #expect(throws: AmountRefusal.tooLarge) {
      try Price(millionths: .max, currency: .usd).times(Quantity(millionths: .max))
    }
  }

  @Test func `quantities and hours keep every digit`() throws {
    #expect(try Quantity("18.0").plainText == "18")
    #expect(try Quantity("0.333333333333", rounding: .halfAwayFromZero).plainText == "0.333333")
    #expect(throws: AmountRefusal.tooPrecise(decimals: 6)) { try Quantity("0.3333333") }
    #expect(try Hours("6.5").plainText == "6.50")
    #expect(try Hours("1.255").plainText == "1.255")
    #expect(throws: AmountRefusal.tooLarge) { try Hours(millionths: .max).adding(Hours(millionths: 1)) }
    #expect(try Price("26.4", currency: .usd).plainText == "26.40")
  }

  @Test func `margin is the share of the price, and has none without a price`() throws {
    #expect(try Margin(price: usd(47_520), cost: usd(39_600)).percent == Percent(hundredths: 1667))
    #expect(try Margin(price: usd(100), cost: usd(150)).isBelowCost)
    #expect(try Margin(price: usd(0), cost: usd(150)).percent == nil)
    #expect(Percent(from: usd(100_000), to: usd(146_130)) == Percent(hundredths: 4613))
    #expect(Percent(from: usd(-100), to: usd(-50)) == Percent(hundredths: 5000))
    #expect(Percent(from: usd(0), to: usd(1)) == nil)
    #expect(Percent(usd(.max), of: usd(1)) == nil)
    #expect(Percent(usd(.min), of: usd(-1)) == nil)
    #expect(Percent(from: usd(.min), to: usd(.max)) == Percent(hundredths: 20_000))
  }

  @Test func `every refusal is a sentence that says what to do`() {
    let refusals: [AmountRefusal] = [
      .empty, .notANumber, .exponent, .tooPrecise(decimals: 2), .tooLarge, .differentCurrencies(.usd, .eur),
    ]
    for refusal in refusals { expectSentences(refusal.sentence, atLeast: 2) }
  }
}
