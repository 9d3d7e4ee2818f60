import Simulation
import Testing

/// RELIABILITY §3, C4 and C6: ConnectWise is away for an hour and comes back. `simulate-writebacks --outage 5000` prints the same.
@Suite struct OutageTests {
  @Test func `five thousand that waited through an hour are written within ten minutes and the limit`() throws {
    let report = try Outage().run()
    #expect(report.written == 5_000 && report.waiting == 0)
    #expect(report.doubled == 0)
    #expect(report.drainMilliseconds <= 600_000, "\(report.drainMilliseconds) ms")
    #expect(report.busiestMinute <= 1_000)
    // One probe in half a minute, with one repeat, and what was under way before the circuit opened.
    #expect(report.whileAway <= 2 * 120 + 10, "\(report.whileAway)")
  }

  @Test func `during the pause that ConnectWise asks for nothing is sent, and then everything`() throws {
    var plan = Outage.Plan()
    (plan.writeBacks, plan.slowDownAfter, plan.lasts) = (600, 100, 600_000)
    let report = try Outage(plan).run()
    #expect(report.written == 600 && report.duringPause == 0)
    #expect(report.drainMilliseconds >= plan.pause)
  }
}
