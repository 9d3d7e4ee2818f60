import CCrypto

/// Where unguessable bytes come from. Handed in, so that a test replays everything from one seed.
public protocol RandomSource: Sendable {
  func bytes(_ count: Int) -> [UInt8]
}

/// The operating system's randomness through libcrypto: the only source outside tests.
public struct SecureRandom: RandomSource {
  public init() {}

  public func bytes(_ count: Int) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: count)
    let done = RAND_bytes(&output, Int32(count))
    // Going on with predictable tokens would be worse than stopping (ASVS 11.5.1).
    precondition(done == 1, "the operating system gives no randomness")
    return output
  }
}

public func randomBytes(_ count: Int) -> [UInt8] { SecureRandom().bytes(count) }

/// The OpenSSL that this program found, as it calls itself.
public func cryptoLibraryVersion() -> String { String(cString: OpenSSL_version(OPENSSL_VERSION)) }
