/// The ten kinds of invoice as a drawing and a word.
public enum InvoiceGlyph: String, Sendable, CaseIterable {
  case standard, fixedFee, project, phase, salesOrder, agreement, creditMemo, downPayment, progress, miscellaneous

  public var words: String {
    switch self {
    case .standard: "Standard"
    case .fixedFee: "Fixed fee"
    case .project: "Project"
    case .phase: "Phase"
    case .salesOrder: "Sales order"
    case .agreement: "Agreement"
    case .creditMemo: "Credit memo"
    case .downPayment: "Down payment"
    case .progress: "Progress"
    case .miscellaneous: "Miscellaneous"
    }
  }
}
