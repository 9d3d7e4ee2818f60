import Bytes
import Testing

@testable import Crypto

/// Published vectors: a wrong call of the C library must show here and not in somebody's database.
@Suite struct KnownAnswerTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ])
  func `SHA-256 answers as FIPS 180-4 says`(text: String, digest: String) {
    #expect(Hex.encode(sha256(text)) == digest)
    #expect(Hex.encode(sha256(Array(text.utf8))) == digest)
  }

  @Test func `A digest does not depend on how its input was cut`() {
    let bytes = SeededRandom(seed: 7).bytes(1_000)
    let whole = sha256(bytes)
    for cut in [0, 1, 63, 64, 65, 500, 999, 1_000] {
      var digest = SHA256()
      digest.update(Array(bytes[..<cut]))
      digest.update(Blob(Array(bytes[cut...])))
      #expect(digest.finish() == whole, "cut at \(cut)")
    }
  }

  static let rfc4231: [(key: [UInt8], message: [UInt8], mac: String)] = [
    (
      [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (Array(1...25), [UInt8](repeating: 0xcd, count: 50), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
    (
      [UInt8](repeating: 0xaa, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      Array(
        "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm."
          .utf8), "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    ),
    ([], [], "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
  ]

  @Test(arguments: rfc4231.indices)
  func `HMAC answers as RFC 4231 says`(index: Int) {
    let (key, message, mac) = Self.rfc4231[index]
    #expect(Hex.encode(hmacSHA256(key: key, message)) == mac)
    #expect(Hex.encode(hmacSHA256(key: Secret(key), message)) == mac)
  }

  @Test func `An empty key after another key is really empty`() {
    _ = hmacSHA256(key: [1, 2, 3], [4])
    #expect(Hex.encode(hmacSHA256(key: [], [])) == Self.rfc4231[6].mac)
  }

  static let rfc5869: [(key: [UInt8], salt: [UInt8], info: [UInt8], output: String)] = [
    (
      [UInt8](repeating: 0x0b, count: 22), Array(0...12), Array(0xf0...0xf9),
      "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    ),
    (
      Array(0...79), Array(0x60...0xaf), Array(0xb0...0xff),
      "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"
    ),
    (
      [UInt8](repeating: 0x0b, count: 22), [], [],
      "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    ),
  ]

  @Test(arguments: rfc5869.indices)
  func `HKDF answers as RFC 5869 says`(index: Int) throws {
    let (key, salt, info, output) = Self.rfc5869[index]
    #expect(Hex.encode(try hkdf(key: key, salt: salt, info: info, length: output.utf8.count / 2)) == output)
  }

  @Test(arguments: [0, -1, 255 * 32 + 1])
  func `HKDF refuses a length that RFC 5869 does not allow`(length: Int) {
    #expect(throws: CryptoError.self) { try hkdf(key: [1], salt: [], info: [], length: length) }
  }

  static let gcm: [(key: String, nonce: String, plain: String, associated: String, sealed: String)] = [
    (
      String(repeating: "00", count: 32), String(repeating: "00", count: 12), "", "",
      "530f8afbc74536b9a963b4f1c4cb738b"
    ),
    (
      String(repeating: "00", count: 32), String(repeating: "00", count: 12), String(repeating: "00", count: 16), "",
      "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
    ),
    (
      "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
      "feedfacedeadbeeffeedfacedeadbeefabaddad2",
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"
    ),
  ]

  @Test(arguments: gcm.indices)
  func `AES-256-GCM answers as the GCM specification's vectors say`(index: Int) throws {
    let vector = Self.gcm[index]
    let key = Secret(try #require(Hex.decode(vector.key)))
    let nonce = try #require(Hex.decode(vector.nonce))
    let plain = try #require(Hex.decode(vector.plain))
    let associated = try #require(Hex.decode(vector.associated))
    let (cipher, tag) = try aes256GCMSeal(key: key, nonce: nonce, plain: plain, associated: associated)
    #expect(Hex.encode(cipher + tag) == vector.sealed)
    #expect(try aes256GCMOpen(key: key, nonce: nonce, cipher: cipher, tag: tag, associated: associated) == plain)
  }

  @Test func `A key or nonce of the wrong length is refused before the C library reads past it`() {
    #expect(throws: CryptoError.wrongLength(expected: 32, got: 16)) {
      try aes256GCMSeal(key: Secret([UInt8](repeating: 1, count: 16)), nonce: [], plain: [], associated: [])
    }
    #expect(throws: CryptoError.wrongLength(expected: 12, got: 8)) {
      try aes256GCMSeal(
        key: Secret([UInt8](repeating: 1, count: 32)), nonce: [UInt8](repeating: 0, count: 8), plain: [], associated: [])
    }
  }

  @Test func `Argon2id answers as the reference implementation's own tests say`() throws {
    let hash = try PasswordHash(password: "password", cost: .init(memoryKiB: 65_536, passes: 2), salt: Array("somesalt".utf8))
    #expect(Hex.encode(hash.hash) == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7")
    #expect(hash.encoded == "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
  }
}
