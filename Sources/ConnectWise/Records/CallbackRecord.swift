import Foundation

/// Somebody whom ConnectWise tells of changes (API-NOTES §7).
public struct CallbackRecord: Decodable, Sendable, Hashable {
  public let id: Int
  public let url: String?
  public let type: String?
  /// ConnectWise switches a callback off that failed for three days.
  public let inactiveFlag: Bool?
}

/// What ConnectWise tells. Everything in it is a hint: the record is read again before anything is believed.
public struct CallbackMessage: Sendable, Hashable {
  /// `invoice`, in whatever case a server writes it.
  public let type: String
  public let record: Int
  /// `added`, `updated` or `deleted`.
  public let action: String
  /// Where the key of the signature lies.
  public let keyURL: String

  /// Nil for anything else than such a message.
  public init?(_ body: [UInt8]) {
    guard let wire = try? JSONDecoder().decode(Wire.self, from: Data(body)) else { return nil }
    (type, record, action, keyURL) = (wire.Type.lowercased(), wire.ID, wire.Action ?? "", wire.Metadata.key_url)
  }

  private struct Wire: Decodable {
    let `Type`: String
    let ID: Int
    let Action: String?
    let Metadata: Place

    struct Place: Decodable { let key_url: String }
  }
}
