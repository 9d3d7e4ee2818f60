import Testing

@testable import Domain

@Suite struct RuleSettingsTests {
  private let thin = Example.facts([Example.product(1, 100_00, cost: 90_00)], type: .agreement) {
    $0.agreement = AgreementFacts(name: "MS", type: "Managed")
  }

  private func severities(_ settings: RuleSettings, _ facts: InvoiceFacts? = nil) -> [Severity] {
    RulePlan([.lowMargin], settings: settings).findings(facts ?? thin).map(\.severity)
  }

  @Test func `settings of the site hold, and defaults where there are none`() {
    #expect(severities(RuleSettings()) == [.warning])
    #expect(severities(RuleSettings(rules: ["low-margin": RuleSetting(isOn: false, severity: .warning)])) == [])
    #expect(severities(RuleSettings(rules: ["low-margin": RuleSetting(isOn: true, severity: .error)])) == [.error])
    #expect(
      severities(RuleSettings(rules: ["low-margin": RuleSetting(isOn: true, severity: .info, values: ["floor": .figure(10)])]))
        == [])
  }

  @Test func `what weighs more than its rule goes up one step`() {
    let lossy = Example.facts([Example.product(1, 80_00, cost: 90_00)])
    for (severity, expected) in [(Severity.info, Severity.warning), (.warning, .error), (.error, .error)] {
      #expect(severities(RuleSettings(rules: ["low-margin": RuleSetting(isOn: true, severity: severity)]), lossy) == [expected])
    }
  }

  @Test func `the narrowest override wins, field by field`() {
    var settings = RuleSettings(overrides: [
      RuleOverride(.company(ID(301)), "low-margin", isOn: true),
      RuleOverride(.agreementType("Managed"), "low-margin", severity: .info),
      RuleOverride(.invoiceKind(.agreement), "low-margin", isOn: false, severity: .error, values: ["floor": .figure(50)]),
      RuleOverride(.company(ID(302)), "low-margin", isOn: false), RuleOverride(.company(ID(301)), "odd-hours", isOn: false),
    ])
    #expect(severities(settings) == [.info], "on by the company, info by the agreement type, floor by the invoice type")
    settings.overrides[0].values["floor"] = .figure(5)
    #expect(severities(settings) == [])
    settings.overrides.removeFirst()
    #expect(severities(settings) == [])
    settings.overrides = [RuleOverride(.invoiceKind(.standard), "low-margin", isOn: false)]
    #expect(severities(settings) == [.warning])
  }

  @Test func `a rule that is off says so, and by what`() throws {
    let off = RulePlan(
      [.lowMargin], settings: RuleSettings(overrides: [RuleOverride(.company(ID(301)), "low-margin", isOn: false)]))
    #expect(off.explain(thin).map(\.summary) == ["This rule is switched off for this company."])
    #expect(off.findings(thin, of: "low-margin").count == 1, "a preview looks at rules that are off too")
    #expect(off.verdict(thin) == RuleVerdict())
  }

  @Test func `an explanation tells what was looked at, what was skipped and what was not read`() throws {
    let facts = Example.facts([
      Example.product(1, 100_00, cost: 10_00), Example.product(2, isCancelled: true), Example.product(3, 100_00, cost: 90_00),
    ])
    let margin = try #require(RulePlan([.lowMargin]).explain(facts).first)
    guard case .looked(let findings, let notes) = margin.outcome else { return }
    #expect(findings.map(\.target.id) == [3])
    #expect(notes.map(\.text) == ["It has 90% margin.", "It is cancelled."])
    #expect(margin.summary == "Flagged once.")
    let close = RulePlan([.cannotClose]).explain(facts).first
    #expect(close?.summary == "Could not judge everything: something was not read.")
    #expect(RulePlan([.cannotClose]).verdict(facts).lacking == ["cannot-close"])
    #expect(RulePlan([.creditIsPositive]).explain(facts).first?.summary == "There is nothing on this invoice for this rule.")
  }

  @Test func `every rule explains an invoice about which nothing was read, and fires on nothing it did not see`() {
    let bare = Example.facts([Example.time(1), Example.product(2, cost: 10_00), Example.expense(3, 5_00)], type: .agreement)
    let plan = RulePlan(settings: RulePreset.careful.settings())
    for explanation in plan.explain(bare) { #expect(!explanation.hasFired, "\(explanation.rule)") }
    #expect(
      plan.verdict(bare).lacking == [
        "agreement-changed", "no-tax-code", "cannot-close", "left-behind", "rate-out-of-line", "missing-po", "duplicate",
        "agreement-drift",
        "expense-receipt", "dates-delivery",
      ])
  }

  @Test func `presets hold only what fits, and keep the lists`() {
    for preset in RulePreset.allCases {
      let settings = preset.settings()
      for (code, setting) in settings.rules {
        for (name, value) in setting.values {
          #expect(RuleBook.rule(code)?.tunable(name)?.holds(value) == true, "\(preset) \(code) \(name)")
        }
      }
      expectSentences(preset.sentence, atLeast: 1)
    }
    #expect(RulePreset.balanced.settings() == RuleSettings())
    let on = { (preset: RulePreset) in
      let settings = preset.settings()
      return RuleBook.all.count { (settings.rules[$0.code] ?? $0.defaultSetting).isOn }
    }
    #expect(on(.careful) == RuleBook.all.count)
    #expect(on(.quiet) < on(.balanced) && on(.balanced) < on(.careful))
    let list = TunableValue.words(WordList("goodwill"))
    let before = RuleSettings(rules: ["keyword": RuleSetting(isOn: true, severity: .error, values: ["words": list])])
    #expect(RulePreset.quiet.settings(keeping: before).rules["keyword"]?.values["words"] == list)
  }

  @Test(arguments: [
    ("Monthly", BillingCycle.monthly), ("Quarterly", .quarterly), ("Yearly", .yearly), ("Annual", .yearly),
    ("Semi-Annual", .halfYearly),
    ("Bi-Monthly", .everyTwoMonths), ("Weekly", .weekly), ("Bi-weekly", nil), ("One time", nil), ("", nil),
  ])
  func `billing cycles are known by their names`(name: String, cycle: BillingCycle?) {
    #expect(BillingCycle(vendorText: name) == cycle)
  }

  @Test func `a billing period is the calendar's`() {
    let middle = day("2026-05-14")
    for (cycle, first, last) in [
      (BillingCycle.weekly, "2026-05-11", "2026-05-17"), (.monthly, "2026-05-01", "2026-05-31"),
      (.everyTwoMonths, "2026-05-01", "2026-06-30"),
      (.quarterly, "2026-04-01", "2026-06-30"), (.halfYearly, "2026-01-01", "2026-06-30"), (.yearly, "2026-01-01", "2026-12-31"),
    ] {
      #expect(cycle.period(holding: middle) == day(first)...day(last))
    }
    for cycle in BillingCycle.allCases {
      for end in [Day.first, .last] { if let period = cycle.period(holding: end) { #expect(period.contains(end)) } }
    }
  }
}
