/// One row of an invoice's routing list. `member` and `reviewedFlag` may be missing (API-NOTES §5).
public struct RoutingRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let sequenceNumber: Int?
  public let member: Reference?
  public let reviewedFlag: Bool?
  public let dateReviewedUTC: Stamp?
}
