import Bytes
import CCrypto

/// The bytes of a sealed value: `version 1 ‖ key id 4 ‖ salt 16 ‖ nonce 12 ‖ AES-256-GCM(…) ‖ tag 16`.
///
/// Each value has a key of its own, derived from the purpose key and its random salt, so that random 96-bit nonces never
/// meet under one key (NIST SP 800-38D §8.3 limits one key to 2³² of them).
enum Seal {
  static let version: UInt8 = 1
  static let saltLength = 16
  static let nonceLength = 12
  static let tagLength = 16
  private static let headLength = 1 + 4 + saltLength + nonceLength

  static func fingerprint(_ id: [UInt8]) -> String { Hex.encode(id) }

  static func keyID(of sealed: [UInt8]) throws(SealError) -> [UInt8] {
    guard let first = sealed.first else { throw .malformed }
    guard first == version else { throw .unknownVersion(first) }
    guard sealed.count >= headLength + tagLength else { throw .malformed }
    return Array(sealed[1..<5])
  }

  static func close(
    _ secret: Secret, at place: SealPlace, with key: MasterKey, salt: [UInt8], nonce: [UInt8]
  ) throws(CryptoError) -> [UInt8] {
    let record = try recordKey(key, place.purpose, salt)
    let head = [version] + key.id + salt + nonce
    var plain = secret.withBytes { Array($0) }
    defer { wipe(&plain) }
    let (cipher, tag) = try aes256GCMSeal(key: record, nonce: nonce, plain: plain, associated: head + place.associatedData)
    return head + cipher + tag
  }

  static func open(_ sealed: [UInt8], at place: SealPlace, with key: MasterKey) throws(SealError) -> Secret {
    let head = Array(sealed[..<headLength])
    let salt = Array(sealed[5..<5 + saltLength])
    let nonce = Array(sealed[5 + saltLength..<headLength])
    let tagStart = sealed.count - tagLength
    do {
      let record = try recordKey(key, place.purpose, salt)
      let plain = try aes256GCMOpen(
        key: record, nonce: nonce, cipher: Array(sealed[headLength..<tagStart]), tag: Array(sealed[tagStart...]),
        associated: head + place.associatedData)
      guard let plain else { throw SealError.refused }
      return Secret(plain)
    } catch let error as CryptoError {
      throw .library(error)
    } catch {
      throw .refused
    }
  }

  private static func recordKey(_ key: MasterKey, _ purpose: KeyPurpose, _ salt: [UInt8]) throws(CryptoError) -> Secret {
    try hkdf(key: key.key(for: purpose), salt: salt, info: Array("countersign record".utf8), length: 32)
  }
}

/// AES-256-GCM (NIST SP 800-38D) through libcrypto.
func aes256GCMSeal(
  key: Secret, nonce: [UInt8], plain: [UInt8], associated: [UInt8]
) throws(CryptoError) -> (cipher: [UInt8], tag: [UInt8]) {
  let context = try cipherContext(key, nonce)
  defer { EVP_CIPHER_CTX_free(context) }
  var written: Int32 = 0
  var cipher = [UInt8](repeating: 0, count: plain.count)
  var tag = [UInt8](repeating: 0, count: Seal.tagLength)
  var rest = [UInt8](repeating: 0, count: 16)
  let ready = key.withBytes {
    EVP_EncryptInit_ex(context, nil, nil, $0.bindMemory(to: UInt8.self).baseAddress, nonce) == 1
  }
  guard ready, EVP_EncryptUpdate(context, nil, &written, associated, Int32(associated.count)) == 1,
    plain.isEmpty || EVP_EncryptUpdate(context, &cipher, &written, plain, Int32(plain.count)) == 1,
    EVP_EncryptFinal_ex(context, &rest, &written) == 1,
    countersign_gcm_take_tag(context, Int32(tag.count), &tag) == 1
  else { throw .lastFromLibrary("AES-256-GCM seal") }
  return (cipher, tag)
}

/// Nil when the tag does not fit: another key, another place, or altered bytes. Nothing of the text is handed out then.
func aes256GCMOpen(
  key: Secret, nonce: [UInt8], cipher: [UInt8], tag: [UInt8], associated: [UInt8]
) throws(CryptoError) -> [UInt8]? {
  let context = try cipherContext(key, nonce)
  defer { EVP_CIPHER_CTX_free(context) }
  var written: Int32 = 0
  var plain = [UInt8](repeating: 0, count: cipher.count)
  var rest = [UInt8](repeating: 0, count: 16)
  let ready = key.withBytes {
    EVP_DecryptInit_ex(context, nil, nil, $0.bindMemory(to: UInt8.self).baseAddress, nonce) == 1
  }
  guard ready, EVP_DecryptUpdate(context, nil, &written, associated, Int32(associated.count)) == 1,
    cipher.isEmpty || EVP_DecryptUpdate(context, &plain, &written, cipher, Int32(cipher.count)) == 1,
    countersign_gcm_expect_tag(context, Int32(tag.count), tag) == 1
  else { throw .lastFromLibrary("AES-256-GCM open") }
  guard EVP_DecryptFinal_ex(context, &rest, &written) == 1 else {
    wipe(&plain)
    ERR_clear_error()
    return nil
  }
  return plain
}

/// A context that knows the cipher; key and nonce follow. Wrong lengths are refused here: the C calls read past short arrays.
private func cipherContext(_ key: Secret, _ nonce: [UInt8]) throws(CryptoError) -> OpaquePointer {
  guard key.count == 32 else { throw .wrongLength(expected: 32, got: key.count) }
  guard nonce.count == Seal.nonceLength else { throw .wrongLength(expected: Seal.nonceLength, got: nonce.count) }
  guard let context = EVP_CIPHER_CTX_new() else { throw .lastFromLibrary("AES-256-GCM") }
  guard EVP_CipherInit_ex(context, EVP_aes_256_gcm(), nil, nil, nil, -1) == 1 else {
    EVP_CIPHER_CTX_free(context)
    throw .lastFromLibrary("AES-256-GCM")
  }
  return context
}
