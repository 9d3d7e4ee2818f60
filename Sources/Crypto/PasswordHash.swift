import Bytes
import CArgon2

/// A password as it is kept: Argon2id (RFC 9106) with its own salt and cost inside one line of text.
///
/// Hashing takes about 0.1 s and 64 MiB on purpose: call it on a worker, never on an event loop.
public struct PasswordHash: Sendable, Equatable {
  public struct Cost: Sendable, Equatable {
    public var memoryKiB: UInt32
    public var passes: UInt32

    public init(memoryKiB: UInt32, passes: UInt32) {
      self.memoryKiB = memoryKiB
      self.passes = passes
    }

    public static let standard = Cost(memoryKiB: 65_536, passes: 3)
    /// The most that a stored line may ask for, so that a planted one cannot exhaust the machine.
    static let ceiling = Cost(memoryKiB: 1_048_576, passes: 16)
  }

  /// Longer input is refused before any work.
  public static let longestPassword = 1_024

  /// `$argon2id$v=19$m=65536,t=3,p=1$salt$hash`
  public let encoded: String
  let cost: Cost
  let salt: [UInt8]
  let hash: [UInt8]

  public init(password: String, cost: Cost = .standard, from random: some RandomSource) throws(CryptoError) {
    try self.init(password: password, cost: cost, salt: random.bytes(16))
  }

  init(password: String, cost: Cost, salt: [UInt8]) throws(CryptoError) {
    self.cost = cost
    self.salt = salt
    hash = try Self.argon2id(password, salt, cost, length: 32)
    encoded =
      "$argon2id$v=19$m=\(cost.memoryKiB),t=\(cost.passes),p=1$\(Self.unpadded(salt))$\(Self.unpadded(hash))"
  }

  /// Nil for anything but our own spelling: another algorithm, version, parallelism, or a cost above the ceiling.
  public init?(encoded: String) {
    let parts = encoded.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0].isEmpty, parts[1] == "argon2id", parts[2] == "v=19",
      let cost = Self.cost(from: parts[3]),
      let salt = Self.decode(parts[4]), salt.count >= 8, salt.count <= 64,
      let hash = Self.decode(parts[5]), hash.count >= 16, hash.count <= 64
    else { return nil }
    self.encoded = encoded
    self.cost = cost
    self.salt = salt
    self.hash = hash
  }

  public func matches(_ password: String) throws(CryptoError) -> Bool {
    constantTimeEqual(try Self.argon2id(password, salt, cost, length: hash.count), hash)
  }

  /// True when today's cost is higher: make a new hash at the next sign-in, while the password is at hand.
  public func needsRehash(for wanted: Cost = .standard) -> Bool {
    cost.memoryKiB < wanted.memoryKiB || cost.passes < wanted.passes
  }

  /// Stands in for the hash of an unknown person, so that their sign-in takes as long as anybody's. Matches nothing.
  public static func decoy(cost: Cost = .standard) -> PasswordHash {
    PasswordHash(cost: cost, salt: [UInt8](repeating: 0, count: 16), hash: [UInt8](repeating: 0, count: 32))
  }

  private init(cost: Cost, salt: [UInt8], hash: [UInt8]) {
    self.cost = cost
    self.salt = salt
    self.hash = hash
    encoded = ""
  }

  private static func argon2id(_ password: String, _ salt: [UInt8], _ cost: Cost, length: Int) throws(CryptoError) -> [UInt8] {
    var bytes = Array(password.utf8)
    defer { wipe(&bytes) }
    guard bytes.count <= longestPassword else { throw .passwordTooLong(limit: longestPassword) }
    var output = [UInt8](repeating: 0, count: length)
    let code = argon2id_hash_raw(
      cost.passes, cost.memoryKiB, 1, bytes, bytes.count, salt, salt.count, &output, output.count)
    guard code == ARGON2_OK.rawValue else { throw .library("argon2id: \(String(cString: argon2_error_message(code)))") }
    return output
  }

  /// `m=65536,t=3,p=1`, in that order, plain digits.
  private static func cost(from text: Substring) -> Cost? {
    let fields = text.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == 3, fields[2] == "p=1", fields[0].hasPrefix("m="), fields[1].hasPrefix("t="),
      let memory = parseDigits(fields[0].dropFirst(2)), let passes = parseDigits(fields[1].dropFirst(2)),
      (8...Int(Cost.ceiling.memoryKiB)).contains(memory), (1...Int(Cost.ceiling.passes)).contains(passes)
    else { return nil }
    return Cost(memoryKiB: UInt32(memory), passes: UInt32(passes))
  }

  // The encoded form uses standard Base64 without padding.
  private static func unpadded(_ bytes: [UInt8]) -> String {
    String(Base64.encode(bytes).prefix { $0 != "=" })
  }

  private static func decode(_ text: Substring) -> [UInt8]? {
    guard !text.contains("=") else { return nil }
    return Base64.decode(text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4))
  }
}
