import Bytes

/// What a derived key is for. The raw text goes into the derivation and is never renamed.
public enum KeyPurpose: String, Sendable, CaseIterable {
  /// Seals what Countersign must be able to read again: the ConnectWise private key, the mail password.
  case credentials = "cred"
  /// Links the audit log.
  case audit
  /// Masks form tokens.
  case csrf
  /// Signs the cookie that recognises a device.
  case device
  /// Signs checkpoints of the audit log.
  case checkpoint = "checkpoint seed"
}

/// The one secret that stays outside the database and its backups; every other key is derived from it.
public struct MasterKey: Sendable {
  public static let length = 32
  let secret: Secret
  /// Written into every sealed value, so that a rotated key is recognised.
  let id: [UInt8]

  public init(_ bytes: consuming [UInt8]) throws(CryptoError) {
    guard bytes.count == Self.length else {
      let count = bytes.count
      wipe(&bytes)
      throw .wrongLength(expected: Self.length, got: count)
    }
    let secret = Secret(bytes)
    self.secret = secret
    self.id = try hkdf(key: secret, salt: [], info: Array("countersign fingerprint".utf8), length: 4).withBytes { Array($0) }
  }

  public static func make(from random: some RandomSource) throws(CryptoError) -> MasterKey {
    try MasterKey(random.bytes(length))
  }

  /// Eight characters that a person types to show that a copy of the key is kept elsewhere. They tell nothing about the key.
  public var fingerprint: String { Hex.encode(id) }

  public func key(for purpose: KeyPurpose) throws(CryptoError) -> Secret {
    try hkdf(key: secret, salt: [], info: Array("countersign \(purpose.rawValue)".utf8), length: 32)
  }

  /// The key as one line of text for its file.
  public var fileText: Secret { secret.withBytes { Secret(Array(Hex.encode($0).utf8) + [UInt8(ascii: "\n")]) } }

  /// Reads what `fileText` wrote; white space around it is allowed, nothing else. Wiping the text is the caller's.
  public init?(fileText: [UInt8]) {
    let spaces: Set<UInt8> = [9, 10, 13, 32]
    let digits = fileText.drop { spaces.contains($0) }.reversed().drop { spaces.contains($0) }.reversed()
    guard digits.count == 2 * Self.length, let bytes = Hex.decode(String(decoding: digits, as: UTF8.self)),
      let key = try? MasterKey(bytes)
    else { return nil }
    self = key
  }
}
