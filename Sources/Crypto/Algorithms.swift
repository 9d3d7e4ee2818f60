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
    // A parameter keeps both addresses: neither may be of a string that lives only as long as the call that makes it.
    let digest = Array("digest".utf8CString)
    var name = Array("SHA256".utf8CString)
    let hmac = EVP_MAC_fetch(nil, "HMAC", nil)
    defer { EVP_MAC_free(hmac) }
    let context = EVP_MAC_CTX_new(hmac)
    let taken = digest.withUnsafeBufferPointer { digest in
      name.withUnsafeMutableBufferPointer { name in
        let parameter = OSSL_PARAM_construct_utf8_string(digest.baseAddress, name.baseAddress, 0)
        return EVP_MAC_CTX_set_params(context, [parameter, OSSL_PARAM_construct_end()])
      }
    }
    guard let sha256 = EVP_MD_fetch(nil, "SHA256", nil), let context, taken == 1 else {
      preconditionFailure("libcrypto has no SHA-256: out of memory, or a damaged installation")
    }
    self.sha256 = sha256
    self.unkeyedHMAC = context
  }
}
