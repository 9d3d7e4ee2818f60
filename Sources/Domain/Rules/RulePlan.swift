/// The rules with the settings of a site, made ready once and then held against any number of invoices.
public struct RulePlan: Sendable {
  private let rules: [Rule]
  private let settings: RuleSettings
  private let conventions: Conventions
  private let tenant: [Resolved]
  private let overridden: Set<RuleScope>

  /// A rule with what holds for it on one invoice.
  private struct Resolved: Sendable {
    let rule: Rule
    let setting: RuleSetting
    let options: RuleOptions
    /// The override that decided whether the rule is on, if it was one.
    let decidedBy: RuleScope?
  }

  public init(_ rules: [Rule] = RuleBook.all, settings: RuleSettings = RuleSettings(), conventions: Conventions = .american) {
    self.rules = rules
    self.settings = settings
    self.conventions = conventions
    tenant = rules.map { Self.resolve($0, settings, []) }
    overridden = Set(settings.overrides.map(\.scope))
  }

  private static func resolve(_ rule: Rule, _ settings: RuleSettings, _ scopes: [RuleScope]) -> Resolved {
    var setting = settings.rules[rule.code] ?? rule.defaultSetting
    var decidedBy: RuleScope?
    for scope in scopes {
      for override in settings.overrides where override.rule == rule.code && override.scope == scope {
        if let isOn = override.isOn {
          setting.isOn = isOn
          decidedBy = scope
        }
        setting.severity = override.severity ?? setting.severity
        setting.values.merge(override.values) { $1 }
      }
    }
    return Resolved(rule: rule, setting: setting, options: RuleOptions(rule, setting), decidedBy: decidedBy)
  }

  /// The narrowest scope comes last and wins: invoice type, agreement type, company.
  private func resolved(for facts: InvoiceFacts) -> [Resolved] {
    guard !overridden.isEmpty else { return tenant }
    var scopes: [RuleScope] = [.invoiceKind(facts.content.kind)]
    if let agreement = facts.agreement { scopes.append(.agreementType(agreement.type)) }
    scopes.append(.company(facts.content.company.id))
    scopes = scopes.filter(overridden.contains)
    return scopes.isEmpty ? tenant : rules.map { Self.resolve($0, settings, scopes) }
  }

  /// What the rules that are on find, in the order of the book, then by target. The same facts give the same findings,
  /// whatever the order of their lines.
  public func verdict(_ facts: InvoiceFacts) -> RuleVerdict {
    var verdict = RuleVerdict()
    for resolved in resolved(for: facts) where resolved.setting.isOn {
      let look = Look(options: resolved.options, conventions: conventions, isExplaining: false)
      resolved.rule.check(facts, look)
      verdict.judged.insert(resolved.rule.code)
      if look.isLacking { verdict.lacking.insert(resolved.rule.code) }
      if !look.drafts.isEmpty { verdict.findings += found(look, resolved) }
    }
    return verdict
  }

  /// The findings of the verdict.
  public func findings(_ facts: InvoiceFacts) -> [Finding] { verdict(facts).findings }

  /// What one rule would find, whether it is on or not; for the preview of a setting.
  public func findings(_ facts: InvoiceFacts, of code: RuleCode) -> [Finding] {
    guard let resolved = resolved(for: facts).first(where: { $0.rule.code == code }) else { return [] }
    let look = Look(options: resolved.options, conventions: conventions, isExplaining: false)
    resolved.rule.check(facts, look)
    return found(look, resolved)
  }

  /// What each rule looked at and why it did or did not fire.
  public func explain(_ facts: InvoiceFacts) -> [RuleExplanation] {
    resolved(for: facts).map { resolved in
      guard resolved.setting.isOn else {
        let by = resolved.decidedBy.map { " \($0.phrase)" } ?? ""
        return RuleExplanation(
          rule: resolved.rule.code, title: resolved.rule.title, outcome: .off(because: "This rule is switched off\(by)."))
      }
      let look = Look(options: resolved.options, conventions: conventions, isExplaining: true)
      resolved.rule.check(facts, look)
      let notes = look.notes.sorted {
        $0.target != $1.target ? $0.target < $1.target : Array($0.text.utf8).lexicographicallyPrecedes(Array($1.text.utf8))
      }
      return RuleExplanation(
        rule: resolved.rule.code, title: resolved.rule.title, outcome: .looked(findings: found(look, resolved), notes: notes))
    }
  }

  private func found(_ look: Look, _ resolved: Resolved) -> [Finding] {
    let evidence = resolved.rule.tunables.map {
      Finding.Evidence(title: $0.title, text: $0.text(resolved.options.value($0), conventions))
    }
    return look.drafts.sorted { $0.key < $1.key }.map { target, draft in
      Finding(
        rule: resolved.rule.code, title: resolved.rule.title, target: target, name: draft.name, causes: draft.causes,
        evidence: evidence)
    }
  }
}
