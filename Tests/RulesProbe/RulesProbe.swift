import Domain
import FactsMaker
import Glibc

/// Holds the rules against generated invoices: `rules-probe generate COUNT [SEED]` looks for a trap, an answer that changes, or one
/// that hangs on the order of lines; `rules-probe bench [INVOICES]` prints what the rules cost.
@main
enum RulesProbe {
  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    switch arguments.first {
    case "generate":
      let numbers = arguments.dropFirst().compactMap { UInt64($0) }
      await generate(numbers.first ?? 1_000_000, from: numbers.dropFirst().first ?? 1)
    case "bench": bench(arguments.dropFirst().first.flatMap { Int($0) } ?? 5000)
    default:
      print("rules-probe generate COUNT [SEED] | bench [INVOICES]")
      exit(2)
    }
  }

  /// What a stretch of seeds came to.
  private struct Stretch: Sendable {
    var findings = 0
    var fired: Set<RuleCode> = []
    var fault: String?
  }

  private static func generate(_ count: UInt64, from first: UInt64) async {
    let plans = (0..<64).map { RulePlan(settings: SettingsMaker.settings(seed: UInt64($0))) }
    let began = cpu()
    var whole = Stretch()
    // Two at a time; the seeds decide everything, so that it does not matter which is done where.
    await withTaskGroup(of: Stretch.self) { group in
      for half in 0..<2 as Range<UInt64> {
        group.addTask { stretch(stride(from: first + half, to: first + count, by: 2), plans) }
      }
      for await part in group {
        whole.findings += part.findings
        whole.fired.formUnion(part.fired)
        whole.fault = whole.fault ?? part.fault
      }
    }
    if let fault = whole.fault {
      print(fault)
      exit(1)
    }
    print("rules.generated \(count) invoices \(whole.findings) findings 0 faults \(seconds(cpu() - began)) s of CPU")
    let silent = RuleBook.all.map(\.code).filter { !whole.fired.contains($0) }
    if !silent.isEmpty {
      print("never fired: \(silent.map(\.rawValue).joined(separator: ", "))")
      exit(1)
    }
  }

  private static func stretch(_ seeds: StrideTo<UInt64>, _ plans: [RulePlan]) -> Stretch {
    var part = Stretch()
    for seed in seeds {
      let plan = plans[Int(seed % UInt64(plans.count))]
      let facts = FactsMaker.facts(seed: seed)
      let found = plan.findings(facts)
      if let fault = FactsMaker.fault(seed: seed, facts, plan, found) {
        part.fault = "seed \(seed): \(fault)"
        return part
      }
      part.findings += found.count
      part.fired.formUnion(found.map(\.rule))
    }
    return part
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
