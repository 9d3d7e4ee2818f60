/// A rule that a site has written itself: one condition, flagged on the invoice.
public struct CustomRule: Hashable, Sendable {
  /// `custom-1`: never a code of the book.
  public let code: RuleCode
  public var title: String
  public var severity: Severity
  public var condition: CustomCondition

  public init(number: Int, title: String, severity: Severity, condition: CustomCondition) {
    code = RuleCode("custom-\(number)")
    self.title = title
    self.severity = severity
    self.condition = condition
  }

  /// The rule as a plan takes it.
  public var rule: Rule {
    let condition = condition
    let title = title
    return Rule(
      code.rawValue, title: title, summary: "This holds: \(condition.text.shortened).", severity: severity,
      check: { facts, look in
        let target = Target.invoice(facts)
        switch condition.holds(facts) {
        case true?:
          let total = look.conventions.amountWithCode(facts.content.totals.total)
          look.flag(
            target, facts.name, "\(title): \(condition.text.excerpt). The total is \(total).",
            [JudgedValue("total", facts.content.totals.total)] + condition.judged(facts))
        case false?: look.passes(target, facts.name, "The condition does not hold.")
        case nil: look.lacks(.condition, for: target, facts.name)
        }
      }, examples: { [] })
  }
}

extension CustomCondition {
  /// What the condition's own parts come to on this invoice, so that an acceptance holds for these values.
  func judged(_ facts: InvoiceFacts) -> [JudgedValue] {
    var values: [JudgedValue] = []
    func collect(_ node: Node) {
      switch node {
      case .number, .text, .day, .truth: break
      case .field(let field): add(field.rawValue, node)
      case .over(let summary, let kind, _, _): add("\(summary.rawValue) of \(kind?.rawValue ?? "lines")", node)
      case .not(let inner): collect(inner)
      case .both(let left, let right), .either(let left, let right), .compare(_, let left, let right),
        .contains(let left, let right),
        .reckon(_, let left, let right):
        collect(left)
        collect(right)
      }
    }
    func add(_ name: String, _ node: Node) {
      let value: JudgedValue
      switch Self.value(node, facts, nil) {
      case .number(let figure)?: value = JudgedValue(name, .quantity(Quantity(millionths: figure.millionths)))
      case .text(let text)?: value = JudgedValue(name, .text(text.shortened))
      case .day(let day)?: value = JudgedValue(name, .day(day))
      case .truth(let truth)?: value = JudgedValue(name, .text(truth ? "yes" : "no"))
      case nil: return
      }
      if !values.contains(value) { values.append(value) }
    }
    collect(root)
    return values
  }
}
