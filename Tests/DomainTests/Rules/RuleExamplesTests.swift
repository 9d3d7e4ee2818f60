import Foundation
import Testing

@testable import Domain

/// Every rule against its own examples, which stand in its file.
@Suite struct RuleExamplesTests {
  @Test(arguments: RuleBook.all.map(\.code))
  func `a rule does what its examples say`(code: RuleCode) throws {
    let rule = try #require(RuleBook.rule(code))
    let examples = rule.examples()
    #expect(examples.count >= 6)
    #expect(examples.contains { $0.expected.isEmpty } && examples.contains { !$0.expected.isEmpty })
    #expect(Set(examples.map(\.name)).count == examples.count, "two examples share a name")
    for example in examples {
      let setting = RuleSetting(isOn: true, severity: rule.severity, values: example.values)
      for (name, value) in example.values { #expect(rule.tunable(name)?.holds(value) == true, "\(example.name): \(name)") }
      let plan = RulePlan([rule], settings: RuleSettings(rules: [code: setting]))
      let findings = plan.findings(example.facts)
      let said = findings.map { "\($0.severity.rawValue) \($0.target.kind.rawValue) \($0.target.id): \($0.sentence)" }
      let expected = example.expected.sorted { $0.target < $1.target }
      #expect(findings.map(\.target) == expected.map(\.target), "\(example.name): \(said)")
      #expect(findings.map(\.severity) == expected.map(\.severity), "\(example.name): \(said)")
      for (finding, expected) in zip(findings, expected) {
        #expect(finding.sentence.contains(expected.says), "\(example.name): \(finding.sentence)")
        #expect(!finding.judged.isEmpty, "\(example.name): without judged values nothing can be accepted")
        for cause in finding.causes { expectSentences(cause.sentence, atLeast: 1) }
      }
    }
  }

  @Test(arguments: RuleBook.all.map(\.code))
  func `what a rule says does not hang on the order of lines`(code: RuleCode) throws {
    let rule = try #require(RuleBook.rule(code))
    var random = Seeded(11)
    for example in rule.examples() where example.facts.content.lines.count > 1 {
      let setting = RuleSetting(isOn: true, severity: rule.severity, values: example.values)
      let plan = RulePlan([rule], settings: RuleSettings(rules: [code: setting]))
      let findings = plan.findings(example.facts)
      for _ in 0..<4 {
        #expect(plan.findings(example.facts.with(lines: example.facts.content.lines.shuffled(using: &random))) == findings)
      }
    }
  }

  @Test(arguments: RuleBook.all.map(\.code))
  func `a rule explains each of its examples`(code: RuleCode) throws {
    let rule = try #require(RuleBook.rule(code))
    for example in rule.examples() {
      let setting = RuleSetting(isOn: true, severity: rule.severity, values: example.values)
      let plan = RulePlan([rule], settings: RuleSettings(rules: [code: setting]))
      let explanation = try #require(plan.explain(example.facts).first)
      #expect(explanation.hasFired == !example.expected.isEmpty, "\(example.name)")
      guard case .looked(let findings, let notes) = explanation.outcome else {
        Issue.record("\(example.name): looked as if it were off")
        continue
      }
      #expect(findings == plan.findings(example.facts), "\(example.name)")
      for note in notes {
        expectSentences(note.text, atLeast: 1)
        #expect(!note.name.isEmpty)
      }
    }
  }

  @Test func `the book holds the rules of the folder`() throws {
    let folder = URL(filePath: #filePath).appending(path: "../../../../Sources/Domain/Rules/Checks").standardizedFileURL
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }.sorted()
    var codes: [String] = []
    for file in files {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      let found = text.matches(of: #/static let (\w+) = Rule\(\s*"([a-z-]+)"/#)
      #expect(found.count == 1, "\(file) holds \(found.count) rules; one file, one rule")
      for match in found {
        codes.append(String(match.output.2))
        #expect(file.lowercased() == "\(match.output.1.lowercased()).swift", "\(file) is not named after its rule")
      }
    }
    #expect(codes.sorted() == RuleBook.all.map(\.code.rawValue).sorted())
    #expect(Set(codes).count == codes.count)
  }

  @Test func `the table of rules is the accepted one`() {
    var text = "Rules as they come: code, on or off, severity, title, what it checks, and its options.\n"
    for rule in RuleBook.all {
      let isOn = rule.isOnByDefault ? "on" : "off"
      text += "\n\(rule.code) · \(isOn) · \(rule.severity.rawValue) · \(rule.title)\n  \(rule.summary)\n"
      for tunable in rule.tunables {
        text += "  \(tunable.name): \(tunable.title) \(tunable.text(tunable.defaultValue, .american))\(described(tunable))\n"
        #expect(tunable.holds(tunable.defaultValue))
      }
    }
    Golden.expect(text, "rules.txt")
  }

  private func described(_ tunable: Tunable) -> String {
    switch tunable.kind {
    case .figure(_, let range, let decimals):
      " (\(range.lowerBound.plainText) to \(range.upperBound.plainText), \(decimals) decimals, \(tunable.unit.rawValue))"
    case .choice(_, let choices): " (\(choices.map(\.code).joined(separator: ", ")))"
    case .flag, .names, .words: ""
    }
  }
}

extension InvoiceFacts {
  func with(lines: [Line]) -> InvoiceFacts {
    var content = content
    content.lines = lines
    return InvoiceFacts(
      invoice: invoice, content: content, company: company, agreement: agreement, previous: previous, taxCode: taxCode,
      history: history, unbilled: unbilled, receipts: receipts, expenseMaxima: expenseMaxima)
  }
}
