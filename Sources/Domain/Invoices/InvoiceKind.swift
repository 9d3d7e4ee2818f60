/// What an invoice is to the person who reviews it: the ten kinds that the inbox marks with a glyph.
public enum InvoiceKind: CaseIterable, Hashable, Sendable {
  case standard, fixedFee, project, phase, salesOrder, agreement, creditMemo, downPayment, progress, miscellaneous

  /// Derived from what ConnectWise says of the invoice and of the thing it bills (API-NOTES §5).
  public init(type: InvoiceType, appliesTo: AppliesTo, billingMethod: BillingMethod?) {
    switch type {
    case .agreement: self = .agreement
    case .creditMemo: self = .creditMemo
    case .downPayment: self = .downPayment
    case .progress: self = .progress
    case .miscellaneous: self = .miscellaneous
    case .standard:
      switch (billingMethod, appliesTo) {
      case (.fixedFee, _): self = .fixedFee
      case (_, .project): self = .project
      case (_, .projectPhase): self = .phase
      case (_, .salesOrder): self = .salesOrder
      case (_, .agreement), (_, .all), (_, .ticket): self = .standard
      }
    }
  }

  public var title: String {
    switch self {
    case .standard: "Standard"
    case .fixedFee: "Fixed Fee"
    case .project: "Project"
    case .phase: "Phase"
    case .salesOrder: "Sales Order"
    case .agreement: "Agreement"
    case .creditMemo: "Credit Memo"
    case .downPayment: "Down Payment"
    case .progress: "Progress"
    case .miscellaneous: "Miscellaneous"
    }
  }

  /// Two letters that stand for the kind where there is no room for its title.
  public var glyph: String {
    switch self {
    case .standard: "ST"
    case .fixedFee: "FF"
    case .project: "PR"
    case .phase: "PH"
    case .salesOrder: "SO"
    case .agreement: "AG"
    case .creditMemo: "CM"
    case .downPayment: "DP"
    case .progress: "PG"
    case .miscellaneous: "MI"
    }
  }

  /// The stored name, which never changes.
  public var code: String {
    switch self {
    case .standard: "standard"
    case .fixedFee: "fixed-fee"
    case .project: "project"
    case .phase: "phase"
    case .salesOrder: "sales-order"
    case .agreement: "agreement"
    case .creditMemo: "credit-memo"
    case .downPayment: "down-payment"
    case .progress: "progress"
    case .miscellaneous: "miscellaneous"
    }
  }

  public init?(code: String) {
    guard let kind = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = kind
  }
}
