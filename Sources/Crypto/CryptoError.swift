import CCrypto

/// What can go wrong before a secret is made or read. None of it names the secret.
public enum CryptoError: Error, Equatable, Sendable {
  /// A key, salt or nonce of the wrong length was handed in.
  case wrongLength(expected: Int, got: Int)
  /// The C library refused; the text is its own.
  case library(String)
  /// Longer than what is hashed for anybody, so that nobody can make the server work for minutes.
  case passwordTooLong(limit: Int)

  public var sentence: String {
    switch self {
    case .wrongLength(let expected, let got): "A key of \(expected) bytes was expected, and \(got) were given."
    case .library: "The cryptographic library refused to work."
    case .passwordTooLong(let limit): "The password is longer than \(limit) bytes."
    }
  }

  public var detail: String {
    switch self {
    case .library(let text): "libcrypto or libargon2: \(text)"
    case .wrongLength, .passwordTooLong: sentence
    }
  }

  /// The oldest error that libcrypto noted on this thread; the rest is thrown away so that it is never blamed on somebody else.
  static func lastFromLibrary(_ call: StaticString) -> CryptoError {
    let code = ERR_get_error()
    ERR_clear_error()
    var text = [CChar](repeating: 0, count: 256)
    ERR_error_string_n(code, &text, text.count)
    let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return .library("\(call): \(String(decoding: bytes, as: UTF8.self))")
  }
}
