import Foundation
import Testing

@testable import Domain

@Suite struct CustomRuleTests {
  private let facts = Example.changed(
    [
      Example.time(1, billed: 250, rate: 165_00, notes: "Moved the firewall"), Example.time(2, billed: 100, billing: .noCharge),
      Example.product(3, 100_00, cost: 95_00), Example.product(4, 50_00, cost: nil, isTaxable: nil), Example.expense(5, 12_34),
    ], total: 5_000_00,
    change: {
      $0.purchaseOrder = "PO-7"
      $0.totals.tax = Example.money(12_50)
      $0.topComment = "Thank you, Straße"
    })

  @Test(
    arguments: [
      ("total > 4999.99", true), ("total > 5000", false), ("total >= 5000", true), ("total = 5000 and tax = 12.5", true),
      ("total < 1 or tax < 20", true), ("not total > 1", false), ("total > 1 and not (tax > 1 or total = 0)", false),
      ("po = \"po-7\"", true), ("po != \"\"", true), ("comment contains \"THANK\"", true),
      ("comment contains \"strasse\"", false),
      ("company contains \"dental\" and type = \"Standard\"", true), ("date = 2026-07-14", true), ("due > date", true),
      ("date < 2026-07-14", false), ("count(lines) = 5", true),
      ("count(products) = 2 and count(time) = 2 and count(expenses) = 1", true),
      ("count(time, billed) = 1", true), ("sum(time, hours) = 3.5", true), ("sum(time, hours, billed) = 2.5", true),
      ("sum(lines, amount) > 600", true), ("any(products, margin < 10%)", true), ("any(products, margin > 90)", nil),
      ("all(products, margin < 10)", nil), ("all(products, amount > 60)", false), ("any(time, text contains \"firewall\")", true),
      ("max(products, amount) = 100 and min(products, amount) = 50", true), ("min(time, cost) > 0", nil),
      ("tax / total < 0.01", true), ("tax / 0 > 1", nil), ("2 + 3 * 4 = 14", true), ("(2 + 3) * 4 = 20", true),
      ("-total < 0", true),
      ("10 - 4 - 3 = 3", true), ("8 / 2 / 2 = 2", true), ("change > 10", nil), ("change > 10 or total > 1", true),
      ("change > 10 and total < 1", false), ("not change > 10", nil), ("change > 10 and total > 1", nil),
      ("total > 1 and change > 10", nil),
      ("change > 10 or total < 1", nil), ("any(products, taxable = true)", true),
      ("count(products, taxable) = 1", nil), ("account_number = \"\"", nil), ("any(expenses, member = \"rüdiger bauer\")", true),
      ("any(time, day < date and rate >= 165 and work_type = \"remote support\")", true), ("true", true), ("false or true", true),
      ("currency = \"USD\" and number = \"24101\" and terms = \"\"", true), ("TOTAL > 1 AND NOT FALSE", true),
    ] as [(String, Bool?)])
  func `a condition holds, does not, or cannot be said`(text: String, expected: Bool?) throws {
    #expect(try CustomCondition(text).holds(facts) == expected)
  }

  @Test(
    arguments: [
      ("", 1, "Column 1: expected a field, a number, a text in quotation marks, a date or (, found the end."),
      ("total >", 8, "Column 8: expected a field, a number, a text in quotation marks, a date or (, found the end."),
      ("total", 1, "Column 1: expected a condition, found a number."),
      ("total > \"x\"", 9, "Column 9: expected a number, found a text."),
      ("po > 5", 6, "Column 6: expected a text, found a number."),
      ("date > 5", 8, "Column 8: expected a date, found a number."),
      ("total > 1 total", 11, "Column 11: expected and, or, or the end, found “total”."),
      ("totl > 1", 1, "Column 1: “totl” is no field. Did you mean total?"),
      ("amount > 1", 1, "Column 1: amount belongs to a line. Write it inside any, all, count, sum, min or max."),
      ("(total > 1", 11, "Column 11: expected a closing parenthesis, found the end."),
      ("count(things) > 1", 7, "Column 7: expected lines, time, products or expenses, found “things”."),
      ("any(lines)", 10, "Column 10: expected a comma and a condition, found “)”."),
      ("sum(lines) > 1", 10, "Column 10: expected a comma and what to take the sum of, found “)”."),
      ("sum(lines, po) > 1", 12, "Column 12: expected a number, found a text."),
      ("any(lines, count(lines) > 1)", 12, "Column 12: count cannot stand inside another one."),
      ("count > 1", 7, "Column 7: expected ( behind count, found “>”."),
      ("total > 1.2.3", 9, "Column 9: “1.2.3” is neither a number such as 1234.5 nor a date such as 2026-07-14."),
      ("date > 2026-02-30", 8, "Column 8: “2026-02-30” is neither a number such as 1234.5 nor a date such as 2026-07-14."),
      ("total > 1 && tax > 1", 11, "Column 11: “&” has no meaning in a condition. Take it out."),
      ("po = \"open", 6, "Column 6: this text has no closing quotation mark."),
      ("1 + po = 2", 5, "Column 5: expected a number, found a text."),
      ("not 5", 5, "Column 5: expected a condition, found a number."),
      ("true and 5", 10, "Column 10: expected a condition, found a number."),
      ("tax contains \"x\"", 1, "Column 1: expected a text, found a number."),
    ] as [(String, Int, String)])
  func `an error points at its column and says what is expected there`(text: String, column: Int, sentence: String) {
    #expect(throws: CustomRefusal(column: column, sentence: sentence)) { try CustomCondition(text) }
  }

  @Test func `an unknown field lists those that there are`() {
    do {
      _ = try CustomCondition("weather = \"fine\"")
      Issue.record("weather is a field")
    } catch {
      #expect(error.sentence.contains("Known are total,") && !error.sentence.contains("margin"))
    }
  }

  @Test func `the examples of the documentation are conditions`() throws {
    let page = URL(filePath: #filePath).appending(path: "../../../../docs/rules.md").standardizedFileURL
    let text = try String(contentsOf: page, encoding: .utf8)
    let table = try #require(text.split(separator: "| condition | finds |").last)
    let examples = table.matches(of: #/\| `([^`]+)` \|/#).map { String($0.output.1) }
    #expect(examples.count == 10)
    for example in examples { #expect(throws: Never.self, "\(example)") { try CustomCondition(example) } }
    for field in CustomField.allCases { #expect(text.contains(field.rawValue), "\(field.rawValue) is not in the documentation") }
  }

  @Test func `length and depth are bounded`() throws {
    let long = "total > 1" + String(repeating: " or total > 1", count: 76)
    #expect(long.count <= CustomCondition.longest)
    #expect(try CustomCondition(long).holds(facts) == true)
    #expect(throws: CustomRefusal.self) { try CustomCondition(long + String(repeating: " ", count: 100)) }
    let deep = String(repeating: "(", count: 40) + "true" + String(repeating: ")", count: 40)
    #expect(try CustomCondition(deep).holds(facts) == true)
    #expect(throws: CustomRefusal(column: 41, sentence: "Column 41: this is nested more than 40 deep. Simplify it.")) {
      try CustomCondition("(" + deep + ")")
    }
    let sum = "1" + String(repeating: "+1", count: 490) + " = 491"
    #expect(try CustomCondition(sum).holds(facts) == true)
  }

  @Test func `figures that do not fit cannot be said`() throws {
    #expect(try CustomCondition("9000000000000 * 9000000000000 > 1").holds(facts) == nil)
    #expect(try CustomCondition("9000000000000 + 9000000000000 > 1").holds(facts) == nil)
    #expect(try CustomCondition("total > 1").holds(Example.facts(total: .max)) == nil)
    #expect(throws: CustomRefusal.self) { try CustomCondition("total > 99999999999999999999") }
  }

  @Test func `a rule of the site is checked, explained and judged like the others`() throws {
    let custom = CustomRule(
      number: 3, title: "Large and thin", severity: .error,
      condition: try CustomCondition("total > 4000 and any(products, margin < 10)"))
    let plan = RulePlan(RuleBook.all + [custom.rule])
    let finding = try #require(plan.findings(facts).first { $0.rule == "custom-3" })
    #expect(finding.severity == .error && finding.target == Target(.invoice, 7001))
    #expect(
      finding.sentence == "Large and thin: total > 4000 and any(products, margin < 10). The total is 5,000.00 USD.")
    #expect(finding.judged.map(\.stored) == ["total=money 500000 USD 2", "total=quantity 5000000000", "any of product=text yes"])
    let unknown = CustomRule(number: 4, title: "Unknown", severity: .info, condition: try CustomCondition("change > 1"))
    #expect(RulePlan([unknown.rule]).verdict(facts).lacking == ["custom-4"])
    #expect(RulePlan([unknown.rule]).explain(facts).first?.summary == "Could not judge everything: something was not read.")
  }

  @Test func `any text is read or refused at a column inside it, and what is read can be asked`() {
    var random = Seeded(41)
    let words =
      CustomField.allCases.map(\.rawValue) + [
        "and", "or", "not", "any(", "all(lines,", "count(", "sum(time,", ")", "(", ",", "=", "!=", "<", ">=", "+", "-", "*", "/",
      ]
      + ["1", "2.5%", "2026-07-14", "\"x\"", "contains", "lines", "products", "true", "é", "\"", "&", "99999999999999999999"]
    for _ in 0..<20_000 {
      let text =
        random.below(4) == 0
        ? random.text(40)
        : (0..<random.below(14)).map { _ in random.pick(words) }.joined(separator: random.below(5) == 0 ? "" : " ")
      do {
        let condition = try CustomCondition(text)
        _ = condition.holds(facts)
        #expect(condition.judged(facts).allSatisfy { JudgedValue(stored: $0.stored) == $0 })
      } catch {
        #expect((1...(text.count + 1)).contains(error.column), "\(text)")
        #expect(error.sentence.hasSuffix(".") || error.sentence.hasSuffix("?"))
      }
    }
  }
}
