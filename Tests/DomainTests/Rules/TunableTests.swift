import Testing

@testable import Domain

@Suite struct TunableTests {
  private static let german: Conventions = {
    var german = Conventions.american
    german.decimalSeparator = ","
    german.groupSeparator = "."
    german.percentFormat = .behind(gap: "\u{A0}")
    return german
  }()

  /// Every option of every rule that is a number.
  private static let figures: [(rule: Rule, tunable: Tunable, range: ClosedRange<Figure>, decimals: Int)] = RuleBook.all.flatMap {
    rule in
    rule.tunables.compactMap { tunable in
      if case .figure(_, let range, let decimals) = tunable.kind { return (rule, tunable, range, decimals) }
      return nil
    }
  }

  @Test func `there are numbers to test`() { #expect(Self.figures.count >= 15) }

  @Test(arguments: [Conventions.american, german])
  func `both ends of every range are taken, and a step beyond is refused with what was typed`(conventions: Conventions) throws {
    for (rule, tunable, range, decimals) in Self.figures {
      let step = Figure.powerOfTen(Figure.decimals - decimals)
      for end in [range.lowerBound, range.upperBound] {
        #expect(try tunable.read(conventions.figure(end), conventions) == .figure(end), "\(rule.code) \(tunable.name)")
        #expect(tunable.holds(.figure(end)))
      }
      for beyond in [
        Figure(millionths: range.lowerBound.millionths - step), Figure(millionths: range.upperBound.millionths + step),
      ] {
        let typed = conventions.figure(beyond)
        #expect(!tunable.holds(.figure(beyond)))
        do {
          let value = try tunable.read(typed, conventions)
          Issue.record("\(rule.code) \(tunable.name) took \(typed) as \(value)")
        } catch {
          #expect(error.tunable == tunable.name)
          for part in [
            tunable.title, "“\(typed)”", tunable.text(.figure(range.lowerBound), conventions),
            tunable.text(.figure(range.upperBound), conventions),
          ] {
            #expect(error.sentence.contains(part), "\(error.sentence)")
          }
          expectSentences(error.sentence.replacing("warning", with: "raise"), atLeast: 1)
        }
      }
    }
  }

  @Test func `more decimals than an option has are refused`() {
    for (_, tunable, range, decimals) in Self.figures {
      let step = Figure.powerOfTen(Figure.decimals - decimals)
      let between = Figure(millionths: range.lowerBound.millionths + step / 10)
      #expect(!tunable.holds(.figure(between)))
      #expect(throws: TunableRefusal.self) { try tunable.read(Conventions.american.figure(between), .american) }
    }
  }

  @Test func `what is stored and out of range gives way to the default`() {
    let rule = Rule.lowMargin
    for bad in [TunableValue.figure(Figure(101)), .figure(nil), .flag(true), .choice("x")] {
      let options = RuleOptions(rule, RuleSetting(isOn: true, severity: .info, values: ["floor": bad]))
      #expect(rule.tunable("floor").map { options.value($0) } == .figure(Figure(20)))
    }
  }

  private let floor = Tunable.percent("floor", "Margin floor", default: 20, 0...100)
  private let amount = Tunable.amount("amount", "More than", default: Figure(500), 1...1_000_000)
  private let raise = Tunable.percent("raise", "Raise above", default: nil, 0...1000)

  @Test(
    arguments: [
      ("20", 20_000_000), (" 20 % ", 20_000_000), ("0.5", 500_000), ("7.50", 7_500_000), ("0", 0), ("100.00", 100_000_000),
    ] as [(String, Int64)])
  func `numbers are read as America writes them`(typed: String, millionths: Int64) throws {
    #expect(try floor.read(typed, .american) == .figure(Figure(millionths: millionths)))
  }

  @Test(
    arguments: [
      ("1.234,56", 1_234_560_000), ("0,5", nil), ("1234,5", 1_234_500_000), ("1.000.000", 1_000_000_000_000),
      ("999,99", 999_990_000),
    ] as [(String, Int64?)])
  func `numbers are read as Germany writes them`(typed: String, millionths: Int64?) throws {
    if let millionths {
      #expect(try amount.read(typed, Self.german) == .figure(Figure(millionths: millionths)))
    } else {
      #expect(throws: TunableRefusal.self) { try amount.read(typed, Self.german) }
    }
    #expect(try floor.read("0,5", Self.german) == .figure(Figure(millionths: 500_000)))
  }

  @Test(arguments: [
    "1.234,56", "0,5", "12,34", "1,23,456", ",5", "5.", "1 000", "--5", "1e3", "five", "5 EUR", "٣", "0x10", "1,000.00.1",
    "1_000",
  ])
  func `what this place does not write so is refused with an example`(typed: String) {
    do {
      let value = try amount.read(typed, .american)
      Issue.record("\(typed) was taken as \(value)")
    } catch {
      #expect(
        error.sentence
          == "More than cannot be read from “\(typed)”: numbers are written like 1,234.56 here. Type a number from 1 to 1,000,000."
      )
    }
  }

  @Test(arguments: ["1.5", "1,234.56", "1.23", "12.3456"])
  func `the American way is refused where Germany's holds`(typed: String) {
    do {
      let value = try amount.read(typed, Self.german)
      Issue.record("\(typed) was taken as \(value)")
    } catch {
      #expect(error.sentence.contains("numbers are written like 1.234,56 here"), "\(error.sentence)")
    }
  }

  @Test func `spaces of any kind group where a place groups with a space`() throws {
    var french = Self.german
    french.groupSeparator = "\u{202F}"
    for typed in ["1 234,5", "1\u{A0}234,5", "1\u{202F}234,5", "1234,5"] {
      #expect(try amount.read(typed, french) == .figure(Figure(millionths: 1_234_500_000)))
    }
  }

  @Test func `empty means off where off is possible, and is refused elsewhere`() throws {
    #expect(try raise.read(" ", .american) == .figure(nil))
    #expect(try raise.read("Off", .american) == .figure(nil))
    #expect(throws: TunableRefusal(tunable: "floor", sentence: "Margin floor is empty. Type a number from 0% to 100%.")) {
      try floor.read("", .american)
    }
    #expect(
      throws: TunableRefusal(
        tunable: "raise", sentence: "Raise above must be a number from 0% to 1,000%, or leave it empty for off, not “1001”.")
    ) {
      try raise.read("1001", .american)
    }
  }

  @Test func `numbers too large for anything are out of range`() {
    #expect(
      throws: TunableRefusal(
        tunable: "floor", sentence: "Margin floor must be a number from 0% to 100%, not “99999999999999999999”.")
    ) {
      try floor.read("99999999999999999999", .american)
    }
  }

  @Test func `yes, no and choices are read or refused`() throws {
    let flag = Tunable.flag("skip-zero", "Leave out zeros", default: true)
    #expect(try flag.read("yes", .american) == .flag(true))
    #expect(try flag.read("", .american) == .flag(false))
    #expect(throws: TunableRefusal(tunable: "skip-zero", sentence: "Leave out zeros is yes or no, not “maybe”.")) {
      try flag.read("maybe", .american)
    }
    let which = try #require(Rule.nonBillableTime.tunable("which"))
    #expect(try which.read("no-charge", .american) == .choice("no-charge"))
    #expect(throws: TunableRefusal.self) { try which.read("none", .american) }
  }

  @Test func `lists are read line by line`() throws {
    let names = try #require(Rule.workTypeBilled.tunable("work-types"))
    #expect(try names.read("Travel\r\n\n  travel \nOn-site\n", .american) == .names(NameList(["Travel", "On-site"])))
    let words = try #require(Rule.keywordOnInvoice.tunable("words"))
    let expected = WordList([.init("goodwill"), .init("legal action", .error), .init("café = bar", .info)])
    #expect(try words.read("goodwill\nlegal action = Error\n\ncafé = bar=info", .american) == .words(expected))
    #expect(
      throws: TunableRefusal(
        tunable: "words",
        sentence: "Line 2 of Words and phrases, “---”, has neither a letter nor a digit and would never be found. Take it out.")
    ) { try words.read("goodwill\n---", .american) }
    #expect(throws: TunableRefusal.self) { try words.read("= error", .american) }
    #expect(
      throws: TunableRefusal(
        tunable: "words",
        sentence:
          "Line 1 of Words and phrases, “a = loud”, gives a severity that is none of error, warning and info. Write one of them behind the =."
      )
    ) { try words.read("a = loud", .american) }
    #expect(throws: TunableRefusal.self) { try names.read(String(repeating: "x", count: 201), .american) }
    let many = (0...10_000).map { "word\($0)" }.joined(separator: "\n")
    #expect(
      throws: TunableRefusal(
        tunable: "words", sentence: "Words and phrases takes at most 10,000 lines, not 10,001. Take some out.")
    ) { try words.read(many, .american) }
  }

  @Test func `what stands in a field reads back as the value`() throws {
    for rule in RuleBook.all {
      for tunable in rule.tunables {
        for conventions in [Conventions.american, Self.german] {
          #expect(try tunable.read(tunable.typed(tunable.defaultValue, conventions), conventions) == tunable.defaultValue)
        }
      }
    }
  }

  @Test func `any text is read or refused, and never traps`() {
    var random = Seeded(21)
    let tunables = RuleBook.all.flatMap(\.tunables)
    for _ in 0..<20_000 {
      let tunable = random.pick(tunables)
      let typed =
        random.below(2) == 0
        ? random.text() : String((0..<random.below(12)).map { _ in random.pick(Array("0123456789.,- %=\n")) })
      if let value = try? tunable.read(typed, random.pick([.american, Self.german])) { #expect(tunable.holds(value)) }
    }
  }
}
