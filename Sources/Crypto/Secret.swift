import CCrypto

/// Bytes that must not be printed, and that are overwritten when nobody needs them any more.
///
/// Wiping is best effort: what a caller copies out, it must wipe itself (`wipe`). That is why reading happens in a closure.
public final class Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// A buffer of our own from `init` to `deinit`, never handed out, so that overwriting it touches nobody else's bytes.
  private let bytes: [UInt8]

  /// Copies; an array that came as `consuming` and has no other owner is overwritten.
  public init(_ bytes: consuming [UInt8]) {
    self.bytes = bytes.withUnsafeBytes { Array($0) }
    wipe(&bytes)
  }

  deinit {
    bytes.withUnsafeBytes { own in
      guard let address = own.baseAddress else { return }
      OPENSSL_cleanse(UnsafeMutableRawPointer(mutating: address), own.count)
    }
  }

  public var count: Int { bytes.count }

  public convenience init(_ text: String) { self.init(Array(text.utf8)) }

  public func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try bytes.withUnsafeBytes(body)
  }

  /// The secret as text, for the one call that must hand it on (a header, a database key). The copy is the caller's to forget.
  public func revealText() -> String { withBytes { String(decoding: $0, as: UTF8.self) } }

  public var description: String { "(secret, \(count) bytes)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Overwrites bytes in a way that the optimiser does not remove.
public func wipe(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
}

/// Compares without telling by its duration where two values differ. Lengths are no secret.
public func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  guard left.count == right.count else { return false }
  return CRYPTO_memcmp(left, right, left.count) == 0
}

public func constantTimeEqual(_ left: String, _ right: String) -> Bool {
  constantTimeEqual(Array(left.utf8), Array(right.utf8))
}
