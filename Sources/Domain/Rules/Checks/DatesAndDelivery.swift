extension Rule {
  static let datesAndDelivery = Rule(
    "dates-delivery", title: "Dates or delivery wrong",
    summary: "Due date, terms or agreement period do not fit, or the invoice has nowhere to go.", severity: .warning,
    check: DatesAndDelivery.check, examples: { DatesAndDelivery.examples })
}

private enum DatesAndDelivery {
  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    dueDate(facts, look)
    terms(facts, look)
    period(facts, look)
    delivery(facts, look)
  }

  private static func dueDate(_ facts: InvoiceFacts, _ look: Look) {
    let target = Target.invoice(facts)
    guard let date = facts.content.date, let due = facts.content.dueDate else {
      return look.skips(target, facts.name, "It has no date or no due date.")
    }
    guard due < date else { return look.passes(target, facts.name, "It is not due before its date.") }
    look.flag(
      target, facts.name,
      "It is due on \(look.conventions.date(due)), before its date of \(look.conventions.date(date)).",
      [JudgedValue("due date", due), JudgedValue("invoice date", date)])
  }

  /// The agreement's own terms are fine (PRODUCT §3.4).
  private static func terms(_ facts: InvoiceFacts, _ look: Look) {
    let target = Target.invoice(facts)
    guard let company = facts.company else { return look.lacks(.company, for: target, facts.name) }
    guard let terms = facts.content.terms, let usual = company.terms else {
      return look.skips(target, facts.name, "The invoice or its company has no terms.")
    }
    guard terms.id != usual.id else { return look.passes(target, facts.name, "Its terms are the company’s.") }
    if facts.content.agreement != nil {
      guard let agreement = facts.agreement else { return look.lacks(.agreement, for: target, facts.name) }
      guard terms.id != agreement.terms?.id else { return look.passes(target, facts.name, "Its terms are the agreement’s.") }
    }
    look.flag(
      target, facts.name,
      "Its terms are \(terms.named("terms")), while \(facts.content.company.named("the company"))’s are \(usual.named("terms")).",
      [JudgedValue("terms", terms.id.description), JudgedValue("company’s terms", usual.id.description)])
  }

  /// After the end is drift; before the start is here (PRODUCT §3.4).
  private static func period(_ facts: InvoiceFacts, _ look: Look) {
    guard let reference = facts.content.agreement else { return }
    let target = Target.invoice(facts)
    guard let agreement = facts.agreement else { return look.lacks(.agreement, for: target, facts.name) }
    guard let date = facts.content.date, let start = agreement.starts, date < start else {
      return look.passes(target, facts.name, "It is not before the agreement’s start.")
    }
    look.flag(
      target, facts.name,
      "Its date is \(look.conventions.date(date)), before \(reference.named("the agreement")) starts on \(look.conventions.date(start)).",
      [JudgedValue("invoice date", date), JudgedValue("agreement’s start", start)])
  }

  private static func delivery(_ facts: InvoiceFacts, _ look: Look) {
    let target = Target.invoice(facts)
    guard let company = facts.company else { return look.lacks(.company, for: target, facts.name) }
    guard company.isSentByMail else {
      return look.skips(target, facts.name, "It is delivered by \(company.deliveryMethod), not by e-mail.")
    }
    let name = facts.content.company.named("The company")
    func flag(_ sentence: String, _ value: String) {
      look.flag(target, facts.name, sentence, [JudgedValue("delivery", value)])
    }
    if !company.invoiceAddress.isBlank {
      guard let bad = MailAddress.firstInvalid(in: company.invoiceAddress) else {
        return look.passes(target, facts.name, "It goes to \(company.invoiceAddress).")
      }
      return flag("\(name)’s invoice address “\(bad.shortened)” is no valid e-mail address.", bad)
    }
    switch company.billingContact {
    case .nobody: flag("\(name) has neither an invoice address nor a billing contact.", "nobody")
    case .notRead: look.lacks(.billingContact, for: target, facts.name)
    case .person(let contact, let address):
      guard !address.isBlank else { return flag("The billing contact \(contact) has no e-mail address.", "no address") }
      guard let bad = MailAddress.firstInvalid(in: address) else {
        return look.passes(target, facts.name, "It goes to \(address).")
      }
      flag("The billing contact \(contact)’s address “\(bad.shortened)” is no valid e-mail address.", bad)
    }
  }

  private static func facts(
    _ company: CompanyFacts? = Example.company(), agreement: AgreementFacts? = nil, currency: Currency = .usd,
    change: (inout InvoiceContent) -> Void = { _ in }
  ) -> InvoiceFacts {
    Example.changed(
      type: agreement == nil ? .standard : .agreement, currency: currency,
      change: {
        $0.terms = Reference(3, name: "Net 15")
        change(&$0)
      },
      around: {
        $0.company = company
        $0.agreement = agreement
      })
  }

  private static func sent(to address: String, _ contact: BillingContact = .nobody, by method: String = "E-Mail") -> InvoiceFacts
  {
    facts(Example.company(delivery: method, address: address, contact: contact))
  }

  static let examples = [
    RuleExample("all in order", facts()),
    RuleExample("due on its date", facts(change: { $0.dueDate = $0.date })),
    RuleExample(
      "due the day before", facts(change: { $0.dueDate = Example.day("2026-07-13") }),
      .flag(.warning, .invoice, 7001, "due on July 13, 2026, before its date of July 14, 2026")),
    RuleExample("no due date", facts(change: { $0.dueDate = nil })),
    RuleExample(
      "other terms than the company's", facts(Example.company(terms: 2)),
      .flag(.warning, .invoice, 7001, "Its terms are Net 15, while Tidewater Dental Group’s are Net 10")),
    RuleExample(
      "the agreement's own terms are fine",
      facts(Example.company(terms: 2), agreement: AgreementFacts(name: "MS", terms: Reference(3, name: "Net 15")))),
    RuleExample("no terms", facts(change: { $0.terms = nil })),
    RuleExample("a company without terms", facts(Example.company(terms: nil))),
    RuleExample("on the agreement's first day", facts(agreement: AgreementFacts(name: "MS", starts: Example.day(Example.date)))),
    RuleExample(
      "before the agreement starts", facts(agreement: AgreementFacts(name: "MS", starts: Example.day("2026-07-15"))),
      .flag(.warning, .invoice, 7001, "before Managed Services starts on July 15, 2026")),
    RuleExample("after its end is drift", facts(agreement: AgreementFacts(name: "MS", ends: Example.day("2026-01-01")))),
    RuleExample("the contact's address", sent(to: "", .person(name: "Mara Okafor", address: "mara@tidewater.example.test"))),
    RuleExample("several addresses", sent(to: "a@x.example.test; b@y.example.test")),
    RuleExample(
      "one of several is wrong", sent(to: "a@x.example.test, b@y"), .flag(.warning, .invoice, 7001, "“b@y” is no valid")),
    RuleExample(
      "nobody to send to", sent(to: " "), .flag(.warning, .invoice, 7001, "neither an invoice address nor a billing contact")),
    RuleExample(
      "a contact without address", sent(to: "", .person(name: "Mara Okafor", address: "")),
      .flag(.warning, .invoice, 7001, "The billing contact Mara Okafor has no e-mail address")),
    RuleExample(
      "a contact with a wrong address", sent(to: "", .person(name: "Mara Okafor", address: "mara at tidewater")),
      .flag(.warning, .invoice, 7001, "“mara at tidewater” is no valid")),
    RuleExample("a contact that was not read", sent(to: "", .notRead(name: "Mara Okafor"))),
    RuleExample("by post", sent(to: "", by: "Mail")),
    RuleExample("nothing was read", facts(nil)),
    RuleExample(
      "two causes make one flag, in another currency",
      facts(Example.company(terms: 2, address: ""), currency: .eur), .flag(.warning, .invoice, 7001, "Its terms are")),
  ]
}
