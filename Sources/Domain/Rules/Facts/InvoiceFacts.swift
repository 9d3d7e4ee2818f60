/// What rules see of one invoice: its content and what surrounds it, as pure values. Whoever fills them reads the store.
///
/// Each surrounding part can be nil: not read, because the role cannot read it or because a sweep has not come that far. That
/// is not the same as empty. A rule never fires on what was not read, and says so when it explains itself.
public struct InvoiceFacts: Sendable {
  public let invoice: ID<Invoice>
  public let content: InvoiceContent
  /// The invoice's company, never the one it is billed to (PRODUCT §3.4).
  public var company: CompanyFacts?
  /// Of `content.agreement`.
  public var agreement: AgreementFacts?
  /// For invoices of type Agreement.
  public var previous: PreviousInvoice?
  /// Of `content.taxCode`.
  public var taxCode: TaxCodeFacts?
  /// Earlier invoices and billable work of the company; built once per company and shared by its invoices.
  public var history: CompanyHistory?
  /// What is on no invoice yet, of this invoice's tickets and of its agreement. What does not belong here is left out by the
  /// rule, so the list may hold everything of the company.
  public var unbilled: [UnbilledWork]?
  /// Whether an expense has a document, by the expense's ConnectWise id. An id that is missing was not looked at.
  public var receipts: [Int64: Bool]?
  /// The most that one expense of a type may come to. A type that is missing has no maximum.
  public var expenseMaxima: [ID<ExpenseType>: Figure]?

  /// The content's lines by kind, in an order that does not depend on the order in which they came.
  let lines: SortedLines

  public init(
    invoice: ID<Invoice>, content: InvoiceContent, company: CompanyFacts? = nil, agreement: AgreementFacts? = nil,
    previous: PreviousInvoice? = nil, taxCode: TaxCodeFacts? = nil, history: CompanyHistory? = nil,
    unbilled: [UnbilledWork]? = nil, receipts: [Int64: Bool]? = nil, expenseMaxima: [ID<ExpenseType>: Figure]? = nil
  ) {
    self.invoice = invoice
    self.content = content
    self.company = company
    self.agreement = agreement
    self.previous = previous
    self.taxCode = taxCode
    self.history = history
    self.unbilled = unbilled
    self.receipts = receipts
    self.expenseMaxima = expenseMaxima
    lines = SortedLines(content.lines)
  }

  /// Earlier than this invoice: by date, then by id.
  func isEarlier(_ date: Day?, _ id: ID<Invoice>) -> Bool {
    guard let date, let mine = content.date else { return false }
    return (date, id) < (mine, invoice)
  }
}
