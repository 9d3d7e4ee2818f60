import Store
import Testing

@testable import Web

@Test func `five wrong passwords cost nothing, the sixth starts a wait that doubles`() {
  var record = ThrottleRecord.clean
  for _ in 0..<4 { record = Throttle.afterFailure(record, limit: .account, now: 10_000_000) }
  #expect(Throttle.wait(record, now: 10_000_000) == nil)
  var waits: [Int?] = []
  for _ in 0..<4 {
    record = Throttle.afterFailure(record, limit: .account, now: 10_000_000)
    waits.append(Throttle.wait(record, now: 10_000_000))
  }
  #expect(waits == [1, 2, 4, 8])
}

@Test func `an account is never guessed at more than a hundred times an hour`() {
  var record = ThrottleRecord.clean
  var now: Int64 = 50_000_000
  var tries = 0
  let end = now + 3_600_000
  while now < end {
    if let seconds = Throttle.wait(record, now: now) {
      now += Int64(seconds) * 1_000
    } else {
      tries += 1
      record = Throttle.afterFailure(record, limit: .account, now: now)
    }
  }
  #expect(tries <= 100)
  #expect(tries >= 5)
}

@Test(arguments: [
  ("203.0.113.77", "203.0.113.0/24"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:db8::1", "2001:db8::/64"),
  ("unix", "unix"),
])
func `an address counts as its network`(address: String, network: String) {
  #expect(Throttle.network(of: address) == network)
}

@Test(
  arguments: [
    ("same-origin", nil, true), ("same-site", "https://app.example", false), ("cross-site", "https://app.example", false),
    ("none", nil, false), (nil, "https://app.example", true), (nil, "https://app.example:444", false), (nil, "null", false),
    (nil, nil, true),
  ] as [(String?, String?, Bool)])
func `a write is judged by where it came from`(site: String?, origin: String?, allowed: Bool) {
  #expect(SameOrigin.allowsWrite(secFetchSite: site, origin: origin, public: "https://app.example") == allowed)
}
