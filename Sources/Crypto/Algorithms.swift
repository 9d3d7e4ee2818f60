import CCrypto

/// libcrypto's SHA-256 and HMAC-SHA-256, looked up by name once: the looking takes ten times what the digest of a short message does.
///
/// `@unchecked Sendable` holds because nobody writes to either after `init`: a digest only refers to its algorithm, and an HMAC
/// begins with a copy.
struct Algorithms: @unchecked Sendable {
  static let found = Algorithms()

  let sha256: OpaquePointer
  /// Knows its digest and has no key yet.
  let unkeyedHMAC: OpaquePointer

  private init() {
    var name = Array("SHA256".utf8CString)
    let hmac = EVP_MAC_fetch(nil, "HMAC", nil)
    defer { EVP_MAC_free(hmac) }
    let context = EVP_MAC_CTX_new(hmac)
    // A parameter keeps both addresses, so both texts must live until it has been read: a literal would be gone by then.
    let taken = Array("digest".utf8CString).withUnsafeBufferPointer { key in
      name.withUnsafeMutableBufferPointer { name in
        let digest = OSSL_PARAM_construct_utf8_string(key.baseAddress, name.baseAddress, 0)
        return EVP_MAC_CTX_set_params(context, [digest, OSSL_PARAM_construct_end()])
      }
    }
    guard let sha256 = EVP_MD_fetch(nil, "SHA256", nil), let context, taken == 1 else {
      preconditionFailure("libcrypto has no SHA-256: out of memory, or a damaged installation")
    }
    self.sha256 = sha256
    self.unkeyedHMAC = context
  }
}
