import Bytes

/// 256 unguessable bits as text: a session, a sign-in link, an invitation. Only its hash is stored.
public struct Token: Sendable {
  public static let byteCount = 32
  /// Base64 without padding: `ceil(32 · 8 / 6)`.
  public static let textLength = 43

  /// Goes to the browser once and is never stored.
  public let text: String

  public init(from random: some RandomSource) {
    text = Base64.encodeURL(random.bytes(Self.byteCount))
  }

  /// What arrives from outside: nil for anything that cannot be a token, so that garbage costs no look-up.
  public init?(_ text: String) {
    guard text.utf8.count == Self.textLength, Base64.decodeURL(text)?.count == Self.byteCount else { return nil }
    self.text = text
  }

  /// The stored form. Looking up by it leaks nothing through timing, and a copied database opens no door.
  public var hash: [UInt8] { sha256(text) }
}
