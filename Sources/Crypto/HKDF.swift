import CCrypto

/// HKDF-SHA-256 (RFC 5869): many independent keys out of one secret.
public func hkdf(key: [UInt8], salt: [UInt8], info: [UInt8], length: Int) throws(CryptoError) -> [UInt8] {
  // RFC 5869 §2.3: at most 255 blocks of the hash.
  guard length > 0, length <= 255 * SHA256.length else {
    throw .wrongLength(expected: 255 * SHA256.length, got: length)
  }
  guard let context = countersign_hkdf_context() else { throw .lastFromLibrary("HKDF") }
  defer { EVP_PKEY_CTX_free(context) }
  var output = [UInt8](repeating: 0, count: length)
  var written = length
  guard EVP_PKEY_derive_init(context) == 1,
    EVP_PKEY_CTX_set_hkdf_md(context, EVP_sha256()) == 1,
    EVP_PKEY_CTX_set1_hkdf_salt(context, salt, Int32(salt.count)) == 1,
    EVP_PKEY_CTX_set1_hkdf_key(context, key, Int32(key.count)) == 1,
    EVP_PKEY_CTX_add1_hkdf_info(context, info, Int32(info.count)) == 1,
    EVP_PKEY_derive(context, &output, &written) == 1, written == length
  else { throw .lastFromLibrary("HKDF") }
  return output
}

func hkdf(key: Secret, salt: [UInt8], info: [UInt8], length: Int) throws(CryptoError) -> Secret {
  var copy = key.withBytes { Array($0) }
  defer { wipe(&copy) }
  return Secret(try hkdf(key: copy, salt: salt, info: info, length: length))
}
