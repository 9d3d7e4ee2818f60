/// A rule's options as they hold for one invoice: what was set, else the default.
struct RuleOptions: Sendable {
  let severity: Severity
  private let values: [String: TunableValue]

  init(_ rule: Rule, _ setting: RuleSetting) {
    severity = setting.severity
    var values: [String: TunableValue] = [:]
    for tunable in rule.tunables {
      // A value that does not fit its option, such as one written by a newer Countersign, gives way to the default.
      let set = setting.values[tunable.name].flatMap { tunable.holds($0) ? $0 : nil }
      values[tunable.name] = set ?? tunable.defaultValue
    }
    self.values = values
  }

  func value(_ tunable: Tunable) -> TunableValue { values[tunable.name] ?? tunable.defaultValue }

  func figure(_ tunable: Tunable) -> Figure? {
    if case .figure(let figure) = value(tunable) { return figure }
    return nil
  }

  func flag(_ tunable: Tunable) -> Bool { value(tunable) == .flag(true) }

  func choice(_ tunable: Tunable) -> String {
    if case .choice(let choice) = value(tunable) { return choice }
    return ""
  }

  func names(_ tunable: Tunable) -> NameList {
    if case .names(let names) = value(tunable) { return names }
    return NameList()
  }

  func words(_ tunable: Tunable) -> WordList {
    if case .words(let words) = value(tunable) { return words }
    return WordList()
  }
}
