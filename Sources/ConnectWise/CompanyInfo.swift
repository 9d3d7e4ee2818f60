import Foundation

/// What `/login/companyinfo/{company}` tells without credentials: where the API lives.
public struct CompanyInfo: Sendable, Hashable, Decodable {
  public let companyName: String?
  /// Ends in `/`: `v4_6_release/`, `v2025_1/`.
  public let codebase: String
  public let versionCode: String?
  public let versionNumber: String?
  public let companyID: String?
  public let isCloud: Bool

  enum CodingKeys: String, CodingKey {
    case companyName = "CompanyName"
    case codebase = "Codebase"
    case versionCode = "VersionCode"
    case versionNumber = "VersionNumber"
    case companyID = "CompanyID"
    case isCloud = "IsCloud"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    companyName = try? container.decodeIfPresent(String.self, forKey: .companyName)
    codebase = try container.decode(String.self, forKey: .codebase)
    versionCode = try? container.decodeIfPresent(String.self, forKey: .versionCode)
    versionNumber = try? container.decodeIfPresent(String.self, forKey: .versionNumber)
    companyID = try? container.decodeIfPresent(String.self, forKey: .companyID)
    // Seen as a bool and as the string "True" (API-NOTES §1).
    if let flag = try? container.decode(Bool.self, forKey: .isCloud) {
      isCloud = flag
    } else {
      isCloud = (try? container.decode(String.self, forKey: .isCloud))?.lowercased() == "true"
    }
  }
}
