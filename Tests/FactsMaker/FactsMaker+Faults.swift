import Domain

extension FactsMaker {
  /// What is wrong with the findings of generated facts; nil where every promise holds. A trap needs no words.
  public static func fault(seed: UInt64, _ facts: InvoiceFacts, _ plan: RulePlan, _ found: [Finding]) -> String? {
    var dice = Dice(seed ^ 0x5EED)
    // The reordered facts below are asked a second time as well; here every fourth is enough.
    let again = seed % 4 == 1 ? plan.findings(facts) : found
    if again != found { return "the same facts gave other findings: \(difference(found, again))" }
    var keys: Set<Flag.Key> = []
    for finding in found {
      if !keys.insert(Flag.Key(finding.rule, finding.target)).inserted {
        return "two findings for \(finding.rule) and one target"
      }
      if finding.causes.isEmpty || finding.judged.isEmpty || finding.name.isEmpty { return "\(finding.rule) says nothing" }
      for value in finding.judged where JudgedValue(stored: value.stored) != value { return "\(value.stored) does not read back" }
    }
    var content = facts.content
    content.lines.shuffle(using: &dice)
    let shuffled = InvoiceFacts(
      invoice: facts.invoice, content: content, company: facts.company, agreement: facts.agreement, previous: facts.previous,
      taxCode: facts.taxCode, history: facts.history, unbilled: facts.unbilled?.shuffled(using: &dice), receipts: facts.receipts,
      expenseMaxima: facts.expenseMaxima)
    let reordered = plan.findings(shuffled)
    if reordered != found { return "the order of lines made a difference: \(difference(found, reordered))" }
    // Explaining costs more and must agree with what is found; every eighth is enough.
    guard seed % 8 == 0 else { return nil }
    let explained = plan.explain(facts).flatMap { explanation -> [Finding] in
      if case .looked(let findings, _) = explanation.outcome { return findings }
      return []
    }
    return explained == found ? nil : "an explanation differs from the findings"
  }

  private static func difference(_ left: [Finding], _ right: [Finding]) -> String {
    let pair = zip(left, right).first { $0 != $1 }
    return pair.map { "\($0)\n\($1)" } ?? "\(left.count) and \(right.count) findings"
  }
}
