/// A document that is attached to a record, such as an expense's receipt. Not its bytes.
public struct DocumentRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let title: String?
  public let fileName: String?
  public let owner: String?
  public let size: Int?
  public let linkFlag: Bool?
  public let urlFlag: Bool?
  public let imageFlag: Bool?
  public let publicFlag: Bool?
  /// As sent: no format is promised for it.
  public let createdOnDate: String?
  public let info: RecordInfo?

  enum CodingKeys: String, CodingKey {
    case id, title, fileName, owner, size, linkFlag, urlFlag, imageFlag, publicFlag, createdOnDate
    case info = "_info"
  }
}

/// What a document can hang on, in the words of the `recordType` parameter.
public enum DocumentedKind: String, Sendable, Hashable, CaseIterable {
  case invoice = "Invoice"
  case ticket = "Ticket"
  case expense = "Expense"
  case timeEntry = "TimeEntry"
  case agreement = "Agreement"
  case company = "Company"
}
