public struct SystemInfo: Sendable, Hashable, Decodable {
  /// `v2025.1.10333`.
  public let version: String
  public let isCloud: Bool?
  public let serverTimeZone: String?
  public let licenseBits: [LicenseBit]?

  public struct LicenseBit: Sendable, Hashable, Decodable {
    public let name: String?
    public let activeFlag: Bool?
  }
}
