import Domain
import Testing

@Suite struct ConventionsTests {
  let us = Conventions.american
  let gb = Conventions.british
  let minus = "\u{2212}"

  @Test func `amounts are grouped, with a true minus sign`() {
    #expect(us.amount(usd(146_250)) == "1,462.50")
    #expect(us.amount(usd(0)) == "0.00")
    #expect(us.amount(usd(-5)) == "\(minus)0.05")
    #expect(us.amount(usd(99_999)) == "999.99")
    #expect(us.amount(usd(100_000_000)) == "1,000,000.00")
    #expect(us.amount(usd(.min)) == "\(minus)92,233,720,368,547,758.08")
    #expect(us.amount(Money(minor: 14_625, currency: .jpy)) == "14,625")
    #expect(us.amountWithCode(usd(146_250)) == "1,462.50 USD")
    #expect(us.amountWithSymbol(usd(-146_250)) == "\(minus)$1,462.50")
    #expect(us.amountWithSymbol(Money(minor: 100, currency: Currency("CHF") ?? .usd)) == "1.00 CHF")
    #expect(us.signedAmount(usd(21_000)) == "+210.00")
    #expect(us.signedAmount(usd(0)) == "0.00")
  }

  @Test func `every place groups in its own way`() {
    var german = us
    german.decimalSeparator = ","
    german.groupSeparator = "."
    german.symbolPlace = .behind(gap: "\u{A0}")
    german.percentFormat = .behind(gap: "\u{A0}")
    #expect(german.amountWithSymbol(Money(minor: 123_456_789, currency: .eur)) == "1.234.567,89\u{A0}€")
    #expect(german.change(Percent(hundredths: -300)) == "\(minus)3,0\u{A0}%")

    var indian = us
    indian.outerGroupSize = 2
    #expect(indian.amount(usd(1_234_567_890)) == "1,23,45,678.90")

    var spanish = us
    spanish.groupedFrom = 5
    #expect(spanish.amount(usd(123_456)) == "1234.56")
    #expect(spanish.amount(usd(1_234_567)) == "12,345.67")
  }

  @Test func `prices, quantities and hours show the digits that say something`() throws {
    #expect(us.price(try Price("0.0345", currency: .usd)) == "0.0345")
    #expect(us.price(try Price("1126.4", currency: .usd)) == "1,126.40")
    #expect(us.quantity(try Quantity("18.0")) == "18")
    #expect(us.quantity(try Quantity("-1234.5")) == "\(minus)1,234.5")
    #expect(us.hours(try Hours("6.5")) == "6.50 h")
    #expect(us.count(12_345) == "12,345")
  }

  @Test func `changes carry their sign`() {
    #expect(us.change(from: usd(100_000), to: usd(146_130)) == "+46.1%")
    #expect(us.change(from: usd(100_000), to: usd(97_000)) == "\(minus)3.0%")
    #expect(us.change(from: usd(100_000), to: usd(100_000)) == "0.0%")
    #expect(us.change(from: usd(0), to: usd(1)) == "—")
    #expect(us.percent(Percent(hundredths: 3145)) == "31.5%")
  }

  @Test func `dates are written, not 01/02`() {
    #expect(us.date(day("2026-07-14")) == "July 14, 2026")
    #expect(gb.date(day("2026-07-14")) == "14 Jul 2026")
    var german = gb
    german.datePattern = [.paddedDay, .literal("."), .paddedMonth, .literal("."), .year]
    #expect(german.date(day("2026-07-04")) == "04.07.2026")
  }

  @Test func `figures of any size and odd conventions keep their digits and never trap`() {
    var random = Seeded(9)
    for _ in 0..<5000 {
      var odd = us
      odd.groupSize = random.below(5) - 1
      odd.outerGroupSize = random.below(5) - 1
      odd.groupedFrom = random.below(40) - 5
      odd.groupSeparator = random.pick(["", ",", "\u{202F}", "’’"])
      odd.decimalSeparator = random.pick([".", "٫", ""])
      let money = Money(minor: random.integer(), currency: random.pick([.usd, .jpy]))
      let digits = odd.amount(money).filter { $0.isASCII && $0.isNumber }
      #expect(digits == money.plainText.filter(\.isNumber))
    }
  }

  @Test func `a broken list of months does not trap`() {
    var broken = us
    broken.monthNames = ["January"]
    #expect(broken.date(day("2026-07-14")) == "7 14, 2026")
  }

  @Test func `times follow the zone and its changes`() throws {
    let eastern = Zone(
      name: "America/New_York", seconds: -18_000, label: "EST",
      changes: [
        .init(from: try #require(Instant("2026-11-01T06:00:00Z")), seconds: -18_000, label: "EST"),
        .init(from: try #require(Instant("2026-03-08T07:00:00Z")), seconds: -14_400, label: "EDT"),
      ])
    let summer = try #require(Instant("2026-07-14T02:30:00Z"))
    #expect(us.exactTime(summer, in: eastern) == "July 13, 2026, 10:30\u{202F}PM EDT")
    let winter = try #require(Instant("2026-12-01T05:05:00Z"))
    #expect(us.exactTime(winter, in: eastern) == "December 1, 2026, 12:05\u{202F}AM EST")
    #expect(gb.time(try #require(Instant("2026-12-01T05:05:00Z")), in: .utc) == "05:05")
    #expect(us.time(try #require(Instant("2026-12-01T12:00:00Z")), in: .utc) == "12:00\u{202F}PM")
  }

  @Test(
    arguments: [
      (0, "just now"), (59, "just now"), (60, "1 min ago"), (3599, "59 min ago"), (3600, "1 h ago"), (86_399, "23 h ago"),
      (86_400, "13 Jul 2026"), (-30, "just now"), (-120, "in 2 min"), (-86_400, "15 Jul 2026"),
    ] as [(Int64, String)])
  func `times are relative up to a day, then a date`(seconds: Int64, text: String) throws {
    let now = try #require(Instant("2026-07-14T12:00:00Z"))
    #expect(gb.relative(now.adding(seconds: -seconds), now: now, in: .utc) == text)
  }

  @Test func `waiting is counted in the largest unit`() {
    #expect(us.waiting(since: noon, now: noon.adding(seconds: 3 * 86_400 + 5)) == "3 d")
    #expect(us.waiting(since: noon, now: noon.adding(seconds: 7200)) == "2 h")
    #expect(us.waiting(since: noon, now: noon.adding(seconds: -5)) == "0 min")
  }
}
