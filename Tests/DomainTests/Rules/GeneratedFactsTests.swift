import Domain
import FactsMaker
import Testing

/// Rules over invoices that nobody would write by hand. `scripts/generate-snapshots` does the same a million times.
@Suite struct GeneratedFactsTests {
  @Test(arguments: 0..<8)
  func `rules never trap, answer the same twice and ignore the order of lines`(part: UInt64) {
    let plan = RulePlan(settings: SettingsMaker.settings(seed: part))
    for seed in part * 300..<(part + 1) * 300 {
      let facts = FactsMaker.facts(seed: seed)
      let fault = FactsMaker.fault(seed: seed, facts, plan, plan.findings(facts))
      #expect(fault == nil, "seed \(seed)")
    }
  }

  @Test func `every rule finds something among them`() {
    var settings = RuleSettings()
    for rule in RuleBook.all { settings.rules[rule.code] = RuleSetting(isOn: true, severity: rule.severity) }
    settings.rules["keyword"]?.values["words"] = .words(WordList("goodwill"))
    settings.rules["work-type"]?.values["work-types"] = .names(NameList(["x", "TODO"]))
    let plan = RulePlan(settings: settings)
    var fired: Set<RuleCode> = []
    for seed in 0..<2500 as Range<UInt64> { fired.formUnion(plan.findings(FactsMaker.facts(seed: seed)).map(\.rule)) }
    #expect(RuleBook.all.map(\.code).filter { !fired.contains($0) } == [])
  }

  @Test func `flags that are reconciled twice with the same findings change once`() throws {
    let plan = RulePlan(settings: SettingsMaker.settings(seed: 3))
    for seed in 0..<800 as Range<UInt64> {
      let facts = FactsMaker.facts(seed: seed)
      let place = InvoicePlace(id: facts.invoice, company: facts.content.company.id, agreement: facts.content.agreement?.id)
      let verdict = plan.verdict(facts)
      let first = Flag.reconcile([], with: verdict, exceptions: [], of: place, because: .sweep, at: noon, hash: testHash)
      #expect(first.flags.count == verdict.findings.count && first.events.count == verdict.findings.count)
      let second = Flag.reconcile(
        first.flags, with: verdict, exceptions: [], of: place, because: .sweep, at: noon, hash: testHash)
      #expect(second == Reconciled(), "seed \(seed)")
    }
  }
}

/// Not SHA-256, but one number for one sequence of bytes: what Domain asks of a hash.
func testHash(_ bytes: [UInt8]) -> Fingerprint? {
  var out: [UInt8] = []
  for lane in 0..<4 as Range<UInt64> {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ lane &* 0x9E37_79B9_7F4A_7C15
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for shift in stride(from: 56, through: 0, by: -8) { out.append(UInt8(truncatingIfNeeded: hash >> UInt64(shift))) }
  }
  return Fingerprint(out)
}
