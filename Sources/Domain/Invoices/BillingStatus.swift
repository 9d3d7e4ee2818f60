/// One of the site's billing statuses. Their names are free per site, so decisions are mapped to ids.
public struct BillingStatus: Hashable, Sendable {
  public let id: ID<BillingStatus>
  public let name: String
  public let sortOrder: Int
  public let isDefault: Bool
  public let isClosed: Bool
  public let isSent: Bool
  public let isInactive: Bool

  public init(
    id: ID<BillingStatus>, name: String, sortOrder: Int = 0, isDefault: Bool = false, isClosed: Bool = false,
    isSent: Bool = false, isInactive: Bool = false
  ) {
    self.id = id
    self.name = name
    self.sortOrder = sortOrder
    self.isDefault = isDefault
    self.isClosed = isClosed
    self.isSent = isSent
    self.isInactive = isInactive
  }

  public var reference: Reference<BillingStatus> { Reference(id, name: name) }

  /// An invoice in such a status has left the inbox (PRODUCT §2.8).
  public var endsReview: Bool { isClosed || isSent }

  /// What setting this status does in ConnectWise beyond its name; empty when nothing.
  public var consequence: String {
    switch (isClosed, isSent) {
    case (true, true): "Closes the invoice and counts it as sent."
    case (true, false): "Closes the invoice and hands it to the accounting interface."
    case (false, true): "Counts the invoice as sent and takes it off the batch e-mail screen."
    case (false, false): ""
    }
  }
}
