public struct ContactRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let firstName: String?
  public let lastName: String?
  public let title: String?
  public let company: Reference?
  public let inactiveFlag: Bool?
  public let defaultFlag: Bool?
  public let defaultBillingFlag: Bool?
  public let communicationItems: [CommunicationItem]?
  public let info: RecordInfo?

  enum CodingKeys: String, CodingKey {
    case id, firstName, lastName, title, company, inactiveFlag, defaultFlag, defaultBillingFlag, communicationItems
    case info = "_info"
  }

  public struct CommunicationItem: Sendable, Hashable, Decodable {
    public let id: Int?
    /// `Email`, `Fax`, `Phone`.
    public let communicationType: String?
    public let value: String?
    public let defaultFlag: Bool?
  }

  /// The default address, else the first one: a contact has no e-mail field of its own (API-NOTES §8).
  public var email: String? {
    let addresses = (communicationItems ?? []).filter { $0.communicationType == "Email" && $0.value?.isEmpty == false }
    return (addresses.first { $0.defaultFlag == true } ?? addresses.first)?.value
  }
}
