import Bytes
import Testing

@testable import Crypto

@Suite struct MasterKeyTests {
  @Test func `A key written to its file is read back, with white space around it`() throws {
    let key = try MasterKey.make(from: SeededRandom(seed: 1))
    let text = key.fileText.withBytes { Array($0) }
    #expect(text.count == 65)
    #expect(MasterKey(fileText: text)?.fingerprint == key.fingerprint)
    #expect(MasterKey(fileText: Array("  ".utf8) + text + Array("\r\n".utf8))?.fingerprint == key.fingerprint)
  }

  @Test(arguments: [
    "", "abc", String(repeating: "0", count: 63), String(repeating: "0", count: 65), String(repeating: "g", count: 64),
  ])
  func `Anything but 64 hexadecimal digits is no master key`(text: String) {
    #expect(MasterKey(fileText: Array(text.utf8)) == nil)
  }

  @Test func `Each purpose has a key of its own, and none is the master key`() throws {
    let key = try MasterKey.make(from: SeededRandom(seed: 1))
    let derived = try KeyPurpose.allCases.map { try key.key(for: $0).withBytes { Array($0) } }
    #expect(Set(derived).count == KeyPurpose.allCases.count)
    #expect(!derived.contains(key.secret.withBytes { Array($0) }))
  }

  @Test func `The fingerprint has eight characters and differs from key to key`() throws {
    let first = try MasterKey.make(from: SeededRandom(seed: 1)).fingerprint
    let second = try MasterKey.make(from: SeededRandom(seed: 2)).fingerprint
    #expect(first.utf8.count == 8)
    #expect(first != second)
  }

  @Test func `A key of the wrong length is refused`() {
    #expect(throws: CryptoError.wrongLength(expected: 32, got: 31)) { try MasterKey([UInt8](repeating: 1, count: 31)) }
  }
}

@Suite struct SecretTests {
  @Test func `A secret prints its length and never itself`() {
    let secret = Secret("hunter2-hunter2")
    var dumped = ""
    dump(secret, to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), dumped, "\([secret])", "\(Optional(secret) as Any)"] {
      #expect(!text.contains("hunter2"), "\(text)")
    }
  }

  @Test func `Keeping a secret leaves the caller's own array alone`() {
    let mine: [UInt8] = [1, 2, 3]
    do {
      let secret = Secret(mine)
      #expect(secret.withBytes { Array($0) } == mine)
    }
    #expect(mine == [1, 2, 3])
  }

  @Test func `Wiping leaves zeros`() {
    var bytes: [UInt8] = [1, 2, 3]
    wipe(&bytes)
    #expect(bytes == [0, 0, 0])
    var none: [UInt8] = []
    wipe(&none)
  }

  @Test func `Constant-time comparison compares`() {
    #expect(constantTimeEqual([1, 2, 3], [1, 2, 3]))
    #expect(!constantTimeEqual([1, 2, 3], [1, 2, 4]))
    #expect(!constantTimeEqual([1, 2, 3], [1, 2]))
    #expect(constantTimeEqual([], []))
    #expect(constantTimeEqual("abc", "abc"))
    #expect(!constantTimeEqual("abc", "abd"))
  }
}

@Suite struct TokenTests {
  @Test func `A token is 43 characters of 256 bits and is found again by its hash`() throws {
    let token = Token(from: SecureRandom())
    #expect(token.text.utf8.count == 43)
    #expect(try #require(Token(token.text)).hash == token.hash)
    #expect(token.hash == sha256(token.text))
  }

  @Test func `Two tokens differ, and one seed gives one token`() {
    #expect(Token(from: SecureRandom()).text != Token(from: SecureRandom()).text)
    #expect(Token(from: SeededRandom(seed: 3)).text == Token(from: SeededRandom(seed: 3)).text)
  }

  @Test(arguments: [
    "", "short", String(repeating: "A", count: 42), String(repeating: "A", count: 44), String(repeating: "+", count: 43),
    String(repeating: "A", count: 42) + "B", String(repeating: "é", count: 43), String(repeating: "A", count: 42) + "=",
  ])
  func `What cannot be a token is refused without a look-up`(text: String) {
    #expect(Token(text) == nil)
  }

  @Test func `The system's randomness does not repeat`() {
    #expect(Set((0..<1_000).map { _ in randomBytes(16) }).count == 1_000)
    #expect(randomBytes(0).isEmpty)
  }
}

@Suite struct PasswordHashTests {
  // The real cost takes 0.1 s a call; the logic around it is the same.
  let cheap = PasswordHash.Cost(memoryKiB: 8, passes: 1)

  @Test func `The right password matches and a wrong one does not`() throws {
    let hash = try PasswordHash(password: "correct horse battery staple", cost: cheap, from: SecureRandom())
    #expect(try hash.matches("correct horse battery staple"))
    #expect(try !hash.matches("correct horse battery stapler"))
    #expect(try !hash.matches(""))
  }

  @Test func `The stored line is all that is needed, and a password is never changed before hashing`() throws {
    let hash = try PasswordHash(password: " Pässwörd ", cost: cheap, from: SecureRandom())
    let stored = try #require(PasswordHash(encoded: hash.encoded))
    #expect(stored == hash)
    #expect(try stored.matches(" Pässwörd "))
    #expect(try !stored.matches("Pässwörd"))
    #expect(try !stored.matches(" pässwörd "))
    // Never the password itself. Three letters of it may stand in any hash by chance.
    #expect(!hash.encoded.contains("Pässwörd") && !hash.encoded.contains("sswörd"))
  }

  @Test func `The same password never has the same hash`() throws {
    let first = try PasswordHash(password: "same", cost: cheap, from: SecureRandom())
    let second = try PasswordHash(password: "same", cost: cheap, from: SecureRandom())
    #expect(first.encoded != second.encoded)
  }

  @Test func `A hash cheaper than today's cost asks to be made anew`() throws {
    let hash = try PasswordHash(password: "p", cost: cheap, from: SecureRandom())
    #expect(hash.needsRehash())
    #expect(!hash.needsRehash(for: cheap))
    #expect(hash.needsRehash(for: .init(memoryKiB: 8, passes: 2)))
    #expect(PasswordHash.Cost.standard == .init(memoryKiB: 65_536, passes: 3))
  }

  @Test(arguments: [
    "", "plain", "$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
    "$argon2id$v=16$m=8,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
    "$argon2id$v=19$m=8,t=1,p=2$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
    "$argon2id$v=19$m=4294967295,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
    "$argon2id$v=19$m=8,t=0,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
    "$argon2id$v=19$m=+8,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
    "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AA", "$argon2id$v=19$m=8,t=1,p=1$$AAAAAAAAAAAAAAAAAAAAAA",
    "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ=$AAAAAAAAAAAAAAAAAAAAAA",
    "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA$",
  ])
  func `A stored line that is not ours is refused, above all one that asks for the whole machine`(line: String) {
    #expect(PasswordHash(encoded: line) == nil)
  }

  @Test func `An endless password is refused before any work`() {
    #expect(throws: CryptoError.passwordTooLong(limit: 1_024)) {
      try PasswordHash(password: String(repeating: "x", count: 1_025), cost: cheap, from: SecureRandom())
    }
  }

  @Test func `The decoy matches nothing and costs the same`() throws {
    #expect(PasswordHash.decoy().cost == .standard)
    #expect(try !PasswordHash.decoy(cost: cheap).matches(""))
    #expect(try !PasswordHash.decoy(cost: cheap).matches("password"))
  }
}
