/// How a site has set its rules. What is not in here stands at its default.
public struct RuleSettings: Hashable, Sendable {
  public var rules: [RuleCode: RuleSetting]
  public var overrides: [RuleOverride]

  public init(rules: [RuleCode: RuleSetting] = [:], overrides: [RuleOverride] = []) {
    self.rules = rules
    self.overrides = overrides
  }
}

/// How one rule is set.
public struct RuleSetting: Hashable, Sendable {
  public var isOn: Bool
  public var severity: Severity
  /// By the tunables' names; those that are missing stand at their defaults.
  public var values: [String: TunableValue]

  public init(isOn: Bool, severity: Severity, values: [String: TunableValue] = [:]) {
    self.isOn = isOn
    self.severity = severity
    self.values = values
  }
}

/// What a setting differs for.
public enum RuleScope: Hashable, Sendable {
  case invoiceKind(InvoiceKind)
  case agreementType(String)
  case company(ID<Company>)

  /// Completes "is switched off …".
  var phrase: String {
    switch self {
    case .invoiceKind: "for invoices of this type"
    case .agreementType: "for agreements of this type"
    case .company: "for this company"
    }
  }
}

/// Where a rule is set differently. Company wins over agreement type, and that over invoice type.
public struct RuleOverride: Hashable, Sendable {
  public var scope: RuleScope
  public var rule: RuleCode
  /// Nil where the wider setting holds.
  public var isOn: Bool?
  public var severity: Severity?
  public var values: [String: TunableValue]

  public init(
    _ scope: RuleScope, _ rule: RuleCode, isOn: Bool? = nil, severity: Severity? = nil, values: [String: TunableValue] = [:]
  ) {
    self.scope = scope
    self.rule = rule
    self.isOn = isOn
    self.severity = severity
    self.values = values
  }
}
