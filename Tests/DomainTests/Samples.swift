import Domain

func usd(_ minor: Int64) -> Money { Money(minor: minor, currency: .usd) }

func day(_ text: String) -> Day { Day(text) ?? .first }

let noon = Instant(milliseconds: 1_780_000_000_000)

let priya = Person(
  id: ID(1), name: "Priya Natarajan", email: "priya@example.test", role: .reviewer, member: ID(152))
let marcus = Person(id: ID(2), name: "Marcus Bell", email: "marcus@example.test", role: .reviewer, member: ID(153))
let ana = Person(id: ID(3), name: "Ana Ruiz", email: "ana@example.test", role: .billingManager)
let otto = Person(id: ID(4), name: "Otto Lind", email: "otto@example.test", role: .auditor)

func asked(_ person: Person, _ position: Int, _ state: ReviewerState = .waiting) -> Reviewer {
  Reviewer(
    id: ID(Int64(position)), name: person.name, member: person.member, position: position, source: .routingList,
    state: state)
}

func review(_ reviewers: [Reviewer], presence: InvoicePresence = .open, version: Int = 2) -> Review {
  Review(
    invoice: ID(7001), presence: presence, status: "In Review", version: version, total: usd(146_250),
    reviewers: reviewers)
}

let closed = BillingStatus(id: ID(5), name: "Closed", isClosed: true)
let inReview = BillingStatus(id: ID(2), name: "In Review")
let ready = BillingStatus(id: ID(3), name: "Ready to Send")

/// An invoice's content with every field filled and every kind of line.
func fullContent() -> InvoiceContent {
  InvoiceContent(
    number: "10452", type: .standard, appliesTo: .ticket, billingMethod: .actualRates, currency: .usd,
    company: Reference(301, name: "Tidewater Dental Group"), billTo: Reference(302, name: "Tidewater Holding"),
    attention: "Mara Okafor", billingAddress: ["118 Bayfront Ave", "St. Petersburg, FL 33701"],
    date: day("2026-05-01"), dueDate: day("2026-05-16"), terms: Reference(3, name: "Net 15"),
    agreement: Reference(41, name: "Managed Services"), project: Reference(51, name: "Move"),
    phase: Reference(61, name: "Phase 1"), salesOrder: Reference(71, name: "SO-9"),
    ticket: Reference(90331, name: "Printer"), reference: "R-1", purchaseOrder: "PO-77", topComment: "Thank you",
    bottomComment: "Pay soon", isTaxable: true, taxCode: Reference(7, name: "FL-PINELLAS"),
    totals: InvoiceTotals(
      services: usd(18_750), expenses: usd(1_299), products: usd(47_520), agreement: usd(145_000),
      serviceAdjustment: usd(-500), previousProgressApplied: usd(10), downPaymentApplied: usd(20),
      subtotal: usd(212_069), tax: usd(3_934), total: usd(216_003)),
    lines: [timeLine(), productLine(), expenseLine(), agreementLine(), adjustmentLine()])
}

func timeLine() -> Line {
  Line(
    source: 33101,
    detail: .time(
      TimeDetail(
        member: Reference(153, name: "Dario Ferro"), workType: Reference(3, name: "Remote Support"),
        workRole: Reference(18, name: "Engineer"), start: Instant("2026-05-05T13:00:00Z"),
        end: Instant("2026-05-05T14:15:00Z"), actual: Hours(millionths: 1_250_000),
        billed: Hours(millionths: 1_250_000), invoiced: Hours(millionths: 1_250_000),
        hourlyCost: Price(millionths: 38_500_000, currency: .usd))),
    text: "Re-added the print queue", quantity: Quantity(millionths: 1_250_000),
    price: Price(millionths: 150_000_000, currency: .usd), amount: usd(18_750), cost: usd(4_813),
    ticket: Reference(90331, name: "Printer"))
}

func productLine() -> Line {
  Line(
    source: 66001,
    detail: .product(
      ProductDetail(
        item: Reference(2201, name: "M365-BP"), productClass: "NonInventory", unit: "Each",
        unitCost: Price(millionths: 22_000_000, currency: .usd))),
    text: "Microsoft 365 Business Premium", quantity: Quantity(millionths: 18_000_000),
    price: Price(millionths: 26_400_000, currency: .usd), amount: usd(47_520), cost: usd(39_600), isTaxable: true,
    taxCode: Reference(7, name: "FL-PINELLAS"), agreement: Reference(41, name: "Managed Services"))
}

func expenseLine() -> Line {
  Line(
    source: 4401,
    detail: .expense(
      ExpenseDetail(
        member: Reference(154, name: "Lucie Benga"), type: Reference(29, name: "Parts"), day: day("2026-05-05"))),
    text: "Cable", amount: usd(1_299))
}

func agreementLine() -> Line {
  Line(source: 0, detail: .agreement, text: "Managed Services", amount: usd(145_000))
}

func adjustmentLine() -> Line {
  Line(source: 0, detail: .adjustment, text: "Goodwill", amount: usd(-500))
}
