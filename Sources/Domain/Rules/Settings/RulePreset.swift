/// Three ways to begin: all rules set at once, to be changed one by one afterwards.
public enum RulePreset: String, CaseIterable, Hashable, Sendable {
  case careful, balanced, quiet

  public var title: String {
    switch self {
    case .careful: "Careful"
    case .balanced: "Balanced"
    case .quiet: "Quiet"
    }
  }

  public var sentence: String {
    switch self {
    case .careful: "Every rule is on and measures tightly. For the first months, or after a bad one."
    case .balanced: "The defaults: what nearly everybody wants to know."
    case .quiet: "Only what costs money or cannot be closed. For sites that bill well already."
    }
  }

  /// What it sets; what is not in here stands at its default. Lists that were filled stay as they are.
  public func settings(keeping before: RuleSettings = RuleSettings()) -> RuleSettings {
    var settings = RuleSettings(overrides: before.overrides)
    for rule in RuleBook.all {
      var setting = rule.defaultSetting
      change(&setting, of: rule)
      for tunable in rule.tunables {
        switch (tunable.kind, before.rules[rule.code]?.values[tunable.name]) {
        case (.names, let list?), (.words, let list?): setting.values[tunable.name] = list
        case (.names, nil), (.words, nil), (.figure, _), (.flag, _), (.choice, _): break
        }
      }
      if setting != rule.defaultSetting { settings.rules[rule.code] = setting }
    }
    return settings
  }

  private func change(_ setting: inout RuleSetting, of rule: Rule) {
    switch self {
    case .balanced: break
    case .careful:
      setting.isOn = true
      for (name, figure) in Self.tight[rule.code.rawValue] ?? [:] { setting.values[name] = .figure(figure) }
    case .quiet:
      setting.isOn = Self.kept.contains(rule.code.rawValue)
      for (name, figure) in Self.loose[rule.code.rawValue] ?? [:] { setting.values[name] = .figure(figure) }
    }
  }

  private static let tight: [String: [String: Figure]] = [
    "low-margin": ["floor": Figure(30)],
    "ticket-thin-notes": ["characters": Figure(40), "per-hour": Figure(20)],
    "stale-time": ["days": Figure(30)],
    "large-expense": ["amount": Figure(200)],
    "rate-out-of-line": ["percent": Figure(10)],
    "duplicate": ["days": Figure(20)],
    "odd-hours": ["longest": Figure(10), "difference": Figure(millionths: 500_000)],
    "agreement-changed": ["raise": Figure(20)],
  ]
  private static let loose: [String: [String: Figure]] = [
    "low-margin": ["floor": Figure(5), "smallest": Figure(50)],
    "stale-time": ["days": Figure(120)],
    "rate-out-of-line": ["percent": Figure(50)],
    "agreement-changed": ["percent": Figure(10)],
  ]
  private static let kept: Set<String> = [
    "low-margin", "agreement-changed", "ticket-no-notes", "credit-positive", "cannot-close", "left-behind", "rate-out-of-line",
    "missing-po", "duplicate", "tax-mismatch", "internal-words", "dates-delivery",
  ]
}
