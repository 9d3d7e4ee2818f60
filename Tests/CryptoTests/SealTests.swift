import Testing

@testable import Crypto

@Suite struct SealTests {
  let place = SealPlace(
    table: "connection", column: "private_key", row: "1", destination: "https://na.myconnectwise.net")
  let ring: KeyRing
  let random = SeededRandom(seed: 42)

  init() throws {
    ring = KeyRing(try MasterKey.make(from: SeededRandom(seed: 1)))
  }

  @Test(arguments: ["", "x", "a private key of some length with ünïcödé in it"])
  func `What was sealed comes back in its own place`(text: String) throws {
    let sealed = try ring.seal(Secret(text), at: place, random: random)
    #expect(try ring.open(sealed, at: place).revealText() == text)
    #expect(sealed.count == 1 + 4 + 16 + 12 + text.utf8.count + 16)
  }

  @Test(arguments: [
    SealPlace(table: "mail", column: "private_key", row: "1", destination: "https://na.myconnectwise.net"),
    SealPlace(table: "connection", column: "public_key", row: "1", destination: "https://na.myconnectwise.net"),
    SealPlace(table: "connection", column: "private_key", row: "2", destination: "https://na.myconnectwise.net"),
    SealPlace(table: "connection", column: "private_key", row: "1", purpose: .audit, destination: "https://na.myconnectwise.net"),
    SealPlace(table: "connection", column: "private_key", row: "1", destination: "https://evil.example"),
    SealPlace(table: "connection", column: "private_key", row: "1", destination: "http://na.myconnectwise.net"),
    SealPlace(table: "connectionprivate", column: "_key", row: "1", destination: "https://na.myconnectwise.net"),
  ])
  func `A sealed value does not open in another place or for another address`(other: SealPlace) throws {
    let sealed = try ring.seal(Secret("key"), at: place, random: random)
    #expect(throws: SealError.refused) { try ring.open(sealed, at: other) }
  }

  @Test func `Every altered bit is noticed`() throws {
    let sealed = try ring.seal(Secret("key"), at: place, random: random)
    for index in sealed.indices {
      for bit in 0..<8 {
        var altered = sealed
        altered[index] ^= 1 << bit
        #expect(throws: SealError.self, "byte \(index), bit \(bit)") { try ring.open(altered, at: place) }
      }
    }
  }

  @Test func `Every shortened value is refused without a trap`() throws {
    let sealed = try ring.seal(Secret("key"), at: place, random: random)
    for length in 0..<sealed.count {
      #expect(throws: SealError.self) { try ring.open(Array(sealed.prefix(length)), at: place) }
    }
    #expect(throws: SealError.unknownVersion(9)) { try ring.open([9] + sealed.dropFirst(), at: place) }
  }

  @Test func `The same secret sealed twice shares no key, nonce or text`() throws {
    let first = try ring.seal(Secret("key"), at: place, random: SecureRandom())
    let second = try ring.seal(Secret("key"), at: place, random: SecureRandom())
    #expect(first[5...] != second[5...])
    #expect(first[..<5] == second[..<5])
  }

  @Test func `After a rotation the old key still opens and the new one seals`() throws {
    let old = try MasterKey.make(from: SeededRandom(seed: 1))
    let new = try MasterKey.make(from: SeededRandom(seed: 2))
    let sealed = try KeyRing(old).seal(Secret("key"), at: place, random: random)
    let both = KeyRing(new, former: [old])
    #expect(try both.open(sealed, at: place).revealText() == "key")
    #expect(!both.isCurrent(sealed))
    #expect(both.isCurrent(try both.seal(Secret("key"), at: place, random: random)))
    #expect(throws: SealError.unknownKey(fingerprint: old.fingerprint)) { try KeyRing(new).open(sealed, at: place) }
  }

  @Test func `One seed replays the same sealed bytes`() throws {
    let first = try ring.seal(Secret("key"), at: place, random: SeededRandom(seed: 5))
    let second = try ring.seal(Secret("key"), at: place, random: SeededRandom(seed: 5))
    #expect(first == second)
  }
}
