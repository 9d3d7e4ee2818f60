/// What rules ask about the company that an invoice is for.
public struct CompanyFacts: Hashable, Sendable {
  /// Empty: ConnectWise refuses to close the company's invoices (API-NOTES §5).
  public var accountNumber: String
  public var terms: Reference<BillingTerms>?
  /// The company's own. Without one it counts as exempt (PRODUCT §3.4).
  public var taxCode: Reference<TaxCode>?
  /// `E-Mail`, `Mail`… as the site names it; empty where none is set.
  public var deliveryMethod: String
  /// `invoiceToEmailAddress`; may hold several.
  public var invoiceAddress: String
  public var billingContact: BillingContact

  public init(
    accountNumber: String, terms: Reference<BillingTerms>? = nil, taxCode: Reference<TaxCode>? = nil,
    deliveryMethod: String = "", invoiceAddress: String = "", billingContact: BillingContact = .nobody
  ) {
    self.accountNumber = accountNumber
    self.terms = terms
    self.taxCode = taxCode
    self.deliveryMethod = deliveryMethod
    self.invoiceAddress = invoiceAddress
    self.billingContact = billingContact
  }

  /// Where nothing is set, an invoice goes by e-mail.
  var isSentByMail: Bool {
    let letters = deliveryMethod.lowercased().filter(\.isLetter)
    return letters.isEmpty || letters.contains("email")
  }
}

/// Whom the company's invoices go to.
public enum BillingContact: Hashable, Sendable {
  case nobody
  /// Named by the company; the contact itself was not read.
  case notRead(name: String)
  /// `address` is the default e-mail address, empty where there is none.
  case person(name: String, address: String)
}
