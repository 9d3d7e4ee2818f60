import CCrypto
import Glibc

/// Where unguessable bytes come from. Handed in, so that a test replays everything from one seed.
public protocol RandomSource: Sendable {
  func bytes(_ count: Int) -> [UInt8]
}

/// The operating system's randomness: the only source outside tests. Asked directly: a generator of our own process between would
/// cost ten times as much for the sixteen bytes of a form, and would have a state to guard.
public struct SecureRandom: RandomSource {
  public init() {}

  public func bytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { output, filled in
      while filled < count {
        let got = getrandom(output.baseAddress! + filled, count - filled, 0)
        // A signal may cut a long request short. Going on with predictable tokens would be worse than stopping (ASVS 11.5.1).
        precondition(got > 0 || errno == EINTR, "the operating system gives no randomness")
        filled += max(0, got)
      }
    }
  }
}

public func randomBytes(_ count: Int) -> [UInt8] { SecureRandom().bytes(count) }

/// The OpenSSL that this program found, as it calls itself.
public func cryptoLibraryVersion() -> String { String(cString: OpenSSL_version(OPENSSL_VERSION)) }
