import CCrypto

/// HMAC-SHA-256 (RFC 2104): the proof that whoever made a value knew the key.
public func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
  key.withUnsafeBytes { hmacSHA256(key: $0, message) }
}

public func hmacSHA256(key: Secret, _ message: [UInt8]) -> [UInt8] {
  key.withBytes { hmacSHA256(key: $0, message) }
}

func hmacSHA256(key: UnsafeRawBufferPointer, _ message: [UInt8]) -> [UInt8] {
  // OpenSSL reads a null key as "the key of the call before"; an empty key needs an address too.
  var nothing: UInt8 = 0
  let context = EVP_MAC_CTX_dup(Algorithms.found.unkeyedHMAC)
  defer { EVP_MAC_CTX_free(context) }
  return withUnsafePointer(to: &nothing) { placeholder in
    [UInt8](unsafeUninitializedCapacity: SHA256.length) { output, count in
      let address = key.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? placeholder
      let made =
        EVP_MAC_init(context, address, key.count, nil) == 1 && EVP_MAC_update(context, message, message.count) == 1
        && EVP_MAC_final(context, output.baseAddress, &count, SHA256.length) == 1
      precondition(made && count == SHA256.length, "libcrypto could not make an HMAC")
    }
  }
}
