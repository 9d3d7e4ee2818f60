import CCrypto

/// The one place where a sealed value may be opened. Copied to another row, column or host, it does not open.
public struct SealPlace: Sendable, Equatable {
  public let table: String
  public let column: String
  public let row: String
  public let purpose: KeyPurpose
  /// The origin that the secret may be sent to, `https://na.myconnectwise.net`; empty when it is sent nowhere.
  /// Changing the address therefore empties the secret: nobody gets a key by pointing Countersign at their own host.
  public let destination: String

  public init(table: String, column: String, row: String, purpose: KeyPurpose = .credentials, destination: String) {
    self.table = table
    self.column = column
    self.row = row
    self.purpose = purpose
    self.destination = destination
  }

  /// Each part with its length before it, so that no two places have the same bytes.
  var associatedData: [UInt8] {
    var bytes: [UInt8] = []
    for part in [table, column, row, purpose.rawValue, destination] {
      let text = Array(part.utf8)
      withUnsafeBytes(of: UInt32(text.count).bigEndian) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: text)
    }
    return bytes
  }
}

/// Why a sealed value stays closed.
public enum SealError: Error, Equatable, Sendable {
  case malformed
  /// Made by a newer Countersign.
  case unknownVersion(UInt8)
  /// Sealed with a master key that is not at hand; the fingerprint says which.
  case unknownKey(fingerprint: String)
  /// Altered, or moved from where it was sealed.
  case refused
  case library(CryptoError)

  public var sentence: String {
    switch self {
    case .malformed: "The stored secret is damaged. Enter it again."
    case .unknownVersion: "The stored secret was written by a newer Countersign. Run that version, or enter the secret again."
    case .unknownKey(let fingerprint):
      "The stored secret belongs to the master key \(fingerprint), which is not at hand. Bring that key file back, or enter the secret again."
    case .refused: "The stored secret does not belong to this place or address. Enter it again."
    case .library(let error): error.sentence
    }
  }
}

/// The master keys at hand: the current one seals, it and the former ones open.
public struct KeyRing: Sendable {
  public let current: MasterKey
  private let former: [MasterKey]

  public init(_ current: MasterKey, former: [MasterKey] = []) {
    self.current = current
    self.former = former
  }

  public func seal(_ secret: Secret, at place: SealPlace, random: some RandomSource) throws(CryptoError) -> [UInt8] {
    try Seal.close(secret, at: place, with: current, salt: random.bytes(Seal.saltLength), nonce: random.bytes(Seal.nonceLength))
  }

  public func open(_ sealed: [UInt8], at place: SealPlace) throws(SealError) -> Secret {
    let id = try Seal.keyID(of: sealed)
    guard let key = ([current] + former).first(where: { $0.id == id }) else {
      throw .unknownKey(fingerprint: Seal.fingerprint(id))
    }
    return try Seal.open(sealed, at: place, with: key)
  }

  /// False when the value should be sealed anew with the current key.
  public func isCurrent(_ sealed: [UInt8]) -> Bool { (try? Seal.keyID(of: sealed)) == current.id }
}
