/// Somebody of the MSP as ConnectWise knows them.
public struct Member: Hashable, Sendable {
  public let id: ID<Member>
  /// The short sign-in name, which stands in `enteredBy`, `updatedBy`, `closedBy`.
  public let identifier: String
  public let name: String
  public let email: String?
  public let isActive: Bool

  public init(id: ID<Member>, identifier: String, name: String, email: String?, isActive: Bool) {
    self.id = id
    self.identifier = identifier
    self.name = name
    self.email = email
    self.isActive = isActive
  }

  public var reference: Reference<Member> { Reference(id, name: name) }
}
