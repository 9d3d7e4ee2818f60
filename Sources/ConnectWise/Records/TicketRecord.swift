/// A service or project ticket: what an invoice's lines were worked on.
public struct TicketRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let summary: String?
  /// `ServiceTicket`, `ProjectTicket`, `ProjectIssue`; absent in lists of project tickets.
  public let recordType: String?
  public let board: Reference?
  public let status: Reference?
  public let type: Reference?
  public let company: Reference?
  public let contact: Reference?
  public let owner: Reference?
  public let project: Reference?
  public let phase: Reference?
  public let agreement: Reference?
  public let poNumber: String?
  public let closedFlag: Bool?
  public let actualHours: Amount?
  /// `ActualRates`, `FixedFee`, `NotToExceed`, `OverrideRate`: tells fixed fee from time and material, which no invoice does.
  public let billingMethod: String?
  public let billingAmount: Amount?
  /// `Billable`, `DoNotBill`, `NoCharge`, `NoDefault`.
  public let billTime: String?
  public let billExpenses: String?
  public let billProducts: String?
  public let info: RecordInfo?

  enum CodingKeys: String, CodingKey {
    case id, summary, recordType, board, status, type, company, contact, owner, project, phase, agreement, poNumber, closedFlag
    case actualHours, billingMethod, billingAmount, billTime, billExpenses, billProducts
    case info = "_info"
  }
}

/// A note of the ticket itself; notes of its time entries are with those.
public struct TicketNoteRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let ticketId: Int?
  public let text: String?
  public let detailDescriptionFlag: Bool?
  public let internalAnalysisFlag: Bool?
  public let resolutionFlag: Bool?
  public let member: Reference?
  public let contact: Reference?
  /// As sent: no format is promised for it.
  public let dateCreated: String?
  public let createdBy: String?
  public let internalFlag: Bool?
  public let externalFlag: Bool?
  public let info: RecordInfo?

  enum CodingKeys: String, CodingKey {
    case id, ticketId, text, detailDescriptionFlag, internalAnalysisFlag, resolutionFlag, member, contact, dateCreated, createdBy
    case internalFlag, externalFlag
    case info = "_info"
  }
}

/// The two kinds of tickets live under different addresses.
public enum TicketKind: String, Sendable, Hashable, CaseIterable {
  case service, project
}

public struct ProjectRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let name: String?
  public let company: Reference?
  public let status: Reference?
  public let closedFlag: Bool?
  public let manager: Reference?
  public let agreement: Reference?
  public let customerPO: String?
  /// As on a ticket.
  public let billingMethod: String?
  public let billingAmount: Amount?
  public let billingTerms: Reference?
  public let taxCode: Reference?
  public let info: RecordInfo?

  enum CodingKeys: String, CodingKey {
    case id, name, company, status, closedFlag, manager, agreement, customerPO, billingMethod, billingAmount, billingTerms,
      taxCode
    case info = "_info"
  }
}

public struct PhaseRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let projectId: Int?
  public let description: String?
  public let agreement: Reference?
  public let poNumber: String?
  /// As on a ticket.
  public let billingMethod: String?
  public let info: RecordInfo?

  enum CodingKeys: String, CodingKey {
    case id, projectId, description, agreement, poNumber, billingMethod
    case info = "_info"
  }
}
