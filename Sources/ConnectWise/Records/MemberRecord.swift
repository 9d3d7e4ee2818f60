public struct MemberRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let identifier: String
  public let firstName: String?
  public let lastName: String?
  public let officeEmail: String?
  public let primaryEmail: String?
  public let mobileEmail: String?
  public let homeEmail: String?
  /// `Office`, `Mobile` or `Home`: which of the addresses counts.
  public let defaultEmail: String?
  /// `F` full, `A` API, `C` StreamlineIT, `X` subcontractor.
  public let licenseClass: String?
  public let inactiveFlag: Bool?
  public let title: String?

  /// The address that `defaultEmail` points at, else the primary, else the office one (API-NOTES §8).
  public var email: String? {
    let pointed =
      switch defaultEmail {
      case "Office": officeEmail
      case "Mobile": mobileEmail
      case "Home": homeEmail
      default: String?.none
      }
    return [pointed, primaryEmail, officeEmail].compactMap { $0 }.first { !$0.isEmpty }
  }
}
