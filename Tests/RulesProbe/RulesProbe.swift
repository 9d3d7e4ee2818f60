import Domain
import FactsMaker
import Glibc

/// Holds the rules against generated invoices: `rules-probe generate COUNT [SEED]` looks for a trap, an answer that changes, or one
/// that hangs on the order of lines; `rules-probe bench [INVOICES]` prints what the rules cost.
@main
enum RulesProbe {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    switch arguments.first {
    case "generate":
      let numbers = arguments.dropFirst().compactMap { UInt64($0) }
      generate(numbers.first ?? 1_000_000, from: numbers.dropFirst().first ?? 1)
    case "bench": bench(arguments.dropFirst().first.flatMap { Int($0) } ?? 5000)
    default:
      print("rules-probe generate COUNT [SEED] | bench [INVOICES]")
      exit(2)
    }
  }

  private static func generate(_ count: UInt64, from first: UInt64) {
    let plans = (0..<64).map { RulePlan(settings: SettingsMaker.settings(seed: UInt64($0))) }
    let began = cpu()
    var findings = 0
    var fired: [RuleCode: Int] = [:]
    for seed in first..<(first + count) {
      let plan = plans[Int(seed % UInt64(plans.count))]
      let facts = FactsMaker.facts(seed: seed)
      let found = plan.findings(facts)
      if let fault = FactsMaker.fault(seed: seed, facts, plan, found) {
        print("seed \(seed): \(fault)")
        exit(1)
      }
      findings += found.count
      for finding in found { fired[finding.rule, default: 0] += 1 }
    }
    let silent = RuleBook.all.map(\.code).filter { fired[$0] == nil }
    print("rules.generated \(count) invoices \(findings) findings 0 faults \(seconds(cpu() - began)) s")
    if !silent.isEmpty {
      print("never fired: \(silent.map(\.rawValue).joined(separator: ", "))")
      exit(1)
    }
  }

  private static func bench(_ count: Int) {
    var facts = YearOfInvoices.invoices(count)
    let lines = facts.reduce(0) { $0 + $1.content.lines.count }
    var settings = RuleSettings()
    for rule in RuleBook.all { settings.rules[rule.code] = RuleSetting(isOn: true, severity: rule.severity) }
    settings.rules[RuleCode(rawValue: "keyword")]?.values["words"] = .words(
      WordList((0..<10_000).map { WordList.Entry("unwanted\($0) phrase\($0 % 7)") }))
    settings.rules[RuleCode(rawValue: "work-type")]?.values["work-types"] = .names(NameList(["After-hours"]))
    let plan = RulePlan(settings: settings)
    var best = Double.infinity
    var findings = 0
    for _ in 0..<5 {
      facts.reverse()
      let began = cpu()
      findings = facts.reduce(0) { $0 + plan.findings($1).count }
      best = min(best, cpu() - began)
    }
    print("rules.all \(seconds(best)) s (\(count) invoices, \(lines) lines, \(RuleBook.all.count) rules, \(findings) findings)")
    var single: [(code: RuleCode, seconds: Double)] = []
    for rule in RuleBook.all {
      let began = cpu()
      for invoice in facts { findings &+= plan.findings(invoice, of: rule.code).count }
      single.append((rule.code, cpu() - began))
    }
    for (code, cost) in single.sorted(by: { $0.seconds > $1.seconds }) { print("rules.\(code) \(seconds(cost)) s") }
  }

  private static func cpu() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func seconds(_ value: Double) -> String {
    let thousandths = Int(value * 1000)
    let rest = String(thousandths % 1000 + 1000).dropFirst()
    return "\(thousandths / 1000).\(rest)"
  }
}
