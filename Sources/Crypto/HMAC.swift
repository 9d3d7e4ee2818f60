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
  return withUnsafePointer(to: &nothing) { placeholder in
    message.withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: SHA256.length) { output, count in
        let made = HMAC(
          EVP_sha256(), key.baseAddress ?? UnsafeRawPointer(placeholder), Int32(key.count), input.baseAddress ?? placeholder,
          input.count, output.baseAddress, nil)
        precondition(made != nil, "libcrypto could not make an HMAC")
        count = SHA256.length
      }
    }
  }
}
