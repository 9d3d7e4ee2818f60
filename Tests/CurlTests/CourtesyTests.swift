import Testing

@testable import Curl

@Suite struct CourtesyTests {
  let person = Courtesy.Call(.people, mayProbe: true)
  let write = Courtesy.Call(.people, mayProbe: false)
  let sweep = Courtesy.Call(.background, mayProbe: true)

  func isGo(_ courtesy: inout Courtesy, _ call: Courtesy.Call, _ now: Int64) -> Bool { courtesy.ask(call, at: now) == .go }

  func held(_ decision: Courtesy.Decision) -> HeldBack? {
    if case .notYet(let held) = decision { held } else { nil }
  }

  /// The most that fell into any minute.
  func busiestMinute(_ times: [Int64]) -> Int {
    var most = 0
    var first = 0
    for (index, time) in times.enumerated() {
      while times[first] <= time - 60_000 { first += 1 }
      most = max(most, index - first + 1)
    }
    return most
  }

  @Test func `a greedy sweep takes four fifths of the quota in any minute, and a person always finds a place at once`() {
    var courtesy = Courtesy()
    var sweeps: [Int64] = []
    var people: [Int64] = []
    for now in stride(from: Int64(0), to: 600_000, by: 5) {
      while isGo(&courtesy, sweep, now) { sweeps.append(now) }
      // 175 a minute, in a rhythm of their own.
      if now % 345 == 0 {
        #expect(isGo(&courtesy, now % 690 == 0 ? write : person, now), "held back at \(now)")
        people.append(now)
      }
    }
    #expect(busiestMinute(sweeps) <= 800)
    #expect(sweeps.count >= 7_100)
    #expect(busiestMinute((sweeps + people).sorted()) <= 1_000)
    #expect(people.count > 1_700)
  }

  @Test func `in a rush of people the first two hundred of a minute are served beside a sweep, and the quota still holds`() {
    var courtesy = Courtesy()
    var all: [Int64] = []
    var served = 0
    for now in stride(from: Int64(0), to: 60_000, by: 10) {
      while isGo(&courtesy, sweep, now) { all.append(now) }
      while now >= 1_000, isGo(&courtesy, person, now) {
        all.append(now)
        served += 1
      }
    }
    #expect(served >= 195)
    #expect(busiestMinute(all) <= 1_000)
  }

  @Test(arguments: [1, 60, 599, 1_000, 10_000])
  func `whatever the quota is, no minute holds more`(perMinute: Int) {
    var rules = Courtesy.Rules()
    rules.perMinute = perMinute
    var courtesy = Courtesy(rules)
    var all: [Int64] = []
    for now in stride(from: Int64(0), to: 300_000, by: 3) {
      while isGo(&courtesy, person, now) { all.append(now) }
    }
    #expect(busiestMinute(all) <= max(2, perMinute))
    #expect(all.count >= perMinute * 4)
  }

  @Test func `nothing leaves during an announced pause, for nobody`() {
    var courtesy = Courtesy()
    courtesy.tell(.slowDown(milliseconds: 30_000), at: 1_000)
    for now in stride(from: Int64(1_000), to: 31_000, by: 7) {
      for call in [person, write, sweep] {
        let held = held(courtesy.ask(call, at: now))
        #expect(held == HeldBack(.pause, milliseconds: 31_000 - now))
      }
      // An answer to a call that left before the pause began does not end it.
      courtesy.tell(.alive, at: now)
      courtesy.tell(.slowDown(milliseconds: 5), at: now)
    }
    // Ended, and then slower than before.
    #expect(held(courtesy.ask(write, at: 31_000))?.reason == .quota)
    #expect(isGo(&courtesy, write, 33_000))
  }

  @Test func `a second announcement lengthens a pause and never shortens it`() {
    var courtesy = Courtesy()
    courtesy.tell(.slowDown(milliseconds: 10_000), at: 0)
    courtesy.tell(.slowDown(milliseconds: 1_000), at: 5_000)
    #expect(courtesy.restraint(at: 9_999) == HeldBack(.pause, milliseconds: 1))
    courtesy.tell(.slowDown(milliseconds: 60_000), at: 9_000)
    #expect(courtesy.restraint(at: 10_000) == HeldBack(.pause, milliseconds: 59_000))
    #expect(courtesy.restraint(at: 69_000) == nil)
  }

  @Test func `pauses that nobody measured double up to a quarter of an hour, and start small again after an answer`() {
    var courtesy = Courtesy()
    var now: Int64 = 0
    var pauses: [Int64] = []
    for _ in 0..<8 {
      courtesy.tell(.slowDown(milliseconds: nil), at: now)
      let pause = courtesy.restraint(at: now)?.milliseconds ?? 0
      pauses.append(pause)
      now += pause
    }
    #expect(pauses == [30_000, 60_000, 120_000, 240_000, 480_000, 900_000, 900_000, 900_000])
    courtesy.tell(.alive, at: now)
    courtesy.tell(.slowDown(milliseconds: nil), at: now)
    #expect(courtesy.restraint(at: now)?.milliseconds == 30_000)
  }

  @Test func `told to slow down it does, and finds its pace again in quiet minutes`() {
    func perMinute(_ courtesy: Courtesy, from start: Int64) -> Int {
      var courtesy = courtesy
      var count = 0
      for now in stride(from: start, to: start + 60_000, by: 20) {
        while isGo(&courtesy, person, now) { count += 1 }
      }
      return count
    }
    var courtesy = Courtesy()
    courtesy.tell(.slowDown(milliseconds: 1_000), at: 0)
    #expect((445...460).contains(perMinute(courtesy, from: 1_000)))
    courtesy.tell(.slowDown(milliseconds: 1_000), at: 1_000)
    #expect((220...235).contains(perMinute(courtesy, from: 2_000)))
    for _ in 0..<20 { courtesy.tell(.slowDown(milliseconds: 1_000), at: 2_000) }
    #expect((40...50).contains(perMinute(courtesy, from: 3_000)))
    for minute in 1...12 { courtesy.tell(.alive, at: 3_000 + Int64(minute) * 60_000) }
    #expect(perMinute(courtesy, from: 13 * 60_000) > 950)
  }

  @Test func `five failures in a row open the circuit, and then at most one probe in half a minute leaves`() {
    var courtesy = Courtesy()
    for count in 1...5 {
      #expect(isGo(&courtesy, person, Int64(count)))
      courtesy.tell(.failed, at: Int64(count))
    }
    var probes: [Int64] = []
    for now in stride(from: Int64(5), to: 600_000, by: 11) {
      // A write would leave the outcome unknown: it is never what finds out.
      #expect(held(courtesy.ask(write, at: now))?.reason == .circuit)
      for call in [sweep, person] where isGo(&courtesy, call, now) {
        probes.append(now)
        courtesy.tell(.failed, at: now)
      }
    }
    #expect(probes.count >= 19)
    #expect(probes.first.map { $0 >= 30_005 } == true)
    for (earlier, later) in zip(probes, probes.dropFirst()) { #expect(later - earlier >= 30_000) }
  }

  @Test func `one answer between failures starts the count anew, and one from a probe closes the circuit`() {
    var courtesy = Courtesy()
    for round in 0..<20 { courtesy.tell(round % 5 == 4 ? .alive : .failed, at: Int64(round)) }
    #expect(courtesy.restraint(at: 20) == nil)
    for _ in 0..<5 { courtesy.tell(.failed, at: 20) }
    #expect(courtesy.restraint(at: 20)?.reason == .circuit)
    #expect(isGo(&courtesy, sweep, 30_020))
    courtesy.tell(.alive, at: 30_050)
    for _ in 0..<10 { #expect(isGo(&courtesy, write, 30_060)) }
  }

  @Test func `a probe that is never heard of again does not keep the circuit open for ever`() {
    var courtesy = Courtesy()
    for _ in 0..<5 { courtesy.tell(.failed, at: 0) }
    #expect(isGo(&courtesy, sweep, 30_000))
    #expect(!isGo(&courtesy, sweep, 59_999))
    #expect(isGo(&courtesy, sweep, 60_000))
  }

  @Test func `a clock that is set mints no calls and stretches no pause`() {
    var courtesy = Courtesy()
    var base: Int64 = 1_000_000_000_000
    while isGo(&courtesy, person, base) {}
    courtesy.tell(.slowDown(milliseconds: 20_000), at: base)
    // Ten years back, then on from there.
    base -= 315_360_000_000
    #expect(held(courtesy.ask(person, at: base)) == HeldBack(.pause, milliseconds: 20_000))
    #expect(held(courtesy.ask(person, at: base + 19_000)) == HeldBack(.pause, milliseconds: 1_000))
    #expect(isGo(&courtesy, person, base + 20_400))
    // From one end of time to the other nothing overflows.
    for now in [Int64.min, .max, 0, .min, .max, -1, .max] { _ = courtesy.ask(person, at: now) }
  }

  @Test func `equal questions get equal answers`() {
    func trace() -> [Courtesy.Decision] {
      var courtesy = Courtesy()
      var found: [Courtesy.Decision] = []
      for step in 0..<5_000 {
        let now = Int64(step * 17)
        found.append(courtesy.ask([person, write, sweep][step % 3], at: now))
        if step % 41 == 0 { courtesy.tell(.failed, at: now) }
        if step % 977 == 0 { courtesy.tell(.slowDown(milliseconds: nil), at: now) }
        if step % 7 == 0 { courtesy.tell(.alive, at: now) }
      }
      return found
    }
    #expect(trace() == trace())
  }

  @Test(arguments: [0, 1, 5, 10, 1_000])
  func `backoff draws from nothing up to a limit that doubles to a quarter of an hour`(attempt: Int) {
    let limit: Int64 = [0: 1_000, 1: 2_000, 5: 32_000][attempt] ?? 900_000
    #expect(Backoff.milliseconds(attempt: attempt) { $0 - 1 } == limit)
    #expect(Backoff.milliseconds(attempt: attempt) { _ in 0 } == 0)
    #expect(Backoff.milliseconds(attempt: -1) { $0 - 1 } == 1_000)
  }
}
