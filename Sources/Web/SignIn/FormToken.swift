import Bytes
import Crypto

/// The hidden field that proves a form came from one of our own pages, the third of three layers against forged requests.
///
/// A fresh pad on every page, so that the compressed size of a page teaches nothing about the value beneath (BREACH).
/// Bound to the session and to the address the form posts to: a token read off one form opens no other.
public struct FormToken: Sendable {
  private let key: Secret
  private let random: any RandomSource

  public init(key: Secret, random: any RandomSource) {
    self.key = key
    self.random = random
  }

  /// `session` is the hash of the session's token, or of the pre-session cookie on the sign-in page.
  public func make(session: [UInt8], path: String) -> String {
    let pad = random.bytes(16)
    return Base64.encodeURL(pad + masked(tag(session: session, path: path), by: pad))
  }

  public func accepts(_ text: String, session: [UInt8], path: String) -> Bool {
    guard let bytes = Base64.decodeURL(text), bytes.count == 32 else { return false }
    let pad = Array(bytes[..<16])
    return constantTimeEqual(masked(Array(bytes[16...]), by: pad), tag(session: session, path: path))
  }

  /// A word of ours that comes back in a cookie, and is ours if it carries this.
  func signature(of text: String) -> String { Base64.encodeURL(hmacSHA256(key: key, Array("sign".utf8) + Array(text.utf8))) }

  func isSignature(_ value: String, of text: String) -> Bool { constantTimeEqual(value, signature(of: text)) }

  /// Sixteen bytes: 128 bits nobody can guess, and half the work and half the page weight of thirty-two.
  private func tag(session: [UInt8], path: String) -> [UInt8] {
    Array(hmacSHA256(key: key, Array("csrf".utf8) + session + Array(path.utf8)).prefix(16))
  }

  private func masked(_ bytes: [UInt8], by pad: [UInt8]) -> [UInt8] {
    zip(bytes, pad).map { $0 ^ $1 }
  }
}
