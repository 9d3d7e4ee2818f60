/// One line of ConnectWise's own history of an invoice, in its words. It has no number there: two that agree in all six fields
/// are one (PRODUCT §3.4, API-NOTES §6).
public struct AuditEntry: Hashable, Sendable {
  public let text: String
  /// As sent.
  public let enteredDate: String
  /// A member's short sign-in name.
  public let enteredBy: String
  public let type: String
  public let subType: String
  public let source: String

  public init(
    text: String, enteredDate: String, enteredBy: String, type: String, subType: String = "", source: String = ""
  ) {
    self.text = text
    self.enteredDate = enteredDate
    self.enteredBy = enteredBy
    self.type = type
    self.subType = subType
    self.source = source
  }

  /// What it is about, as far as its type tells; which types there are is not documented.
  public var subject: Subject {
    let letters = type.lowercased().filter(\.isLetter)
    return Subject.allCases.first { $0.marks.contains { letters.contains($0) } } ?? .record
  }

  public enum Subject: String, CaseIterable, Hashable, Sendable {
    case status, payment, credit, email, batch, note, document, record

    /// What stands in the name of its type.
    fileprivate var marks: [String] {
      switch self {
      case .status: ["billingstatus", "status"]
      case .payment: ["payment"]
      case .credit: ["credit"]
      case .email: ["email"]
      case .batch: ["batch"]
      case .note: ["note"]
      case .document: ["document"]
      case .record: []
      }
    }

    public var title: String {
      switch self {
      case .status: "Billing status"
      case .payment: "Payment"
      case .credit: "Credit"
      case .email: "E-mail"
      case .batch: "Batch"
      case .note: "Notes"
      case .document: "Document"
      case .record: "Record"
      }
    }
  }

  /// Made through the API, as our own changes are. Where the source is not told, nobody can say.
  var mayBeOurs: Bool {
    let letters = source.lowercased().filter(\.isLetter)
    return letters.isEmpty || letters == "api" || letters == "systemapi"
  }
}
