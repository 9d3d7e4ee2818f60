import Simulation
import Testing

/// A few worlds on every test run; `simulate-writebacks` runs the many (RELIABILITY §3, C1 and C5).
@Suite struct SimulationTests {
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `whatever breaks, nothing is lost, written twice, silently overwritten or stuck`(seed: UInt64) throws {
    let report = try World(seed: seed, World.Plan(writeBacks: 250)).run()
    #expect(report.isClean, "\(report.trouble)")
    #expect(report.writeBacks == 250)
    #expect(report.ends.values.reduce(0, +) == 250)
    // The weather was bad enough to mean something.
    #expect(report.faults > 50 && report.kills > 0 && report.humanEdits > 20, "\(report)")
  }

  @Test func `a seed replays to the last step, and another seed is another day`() throws {
    let plan = World.Plan(writeBacks: 60)
    let first = try World(seed: 11, plan).run()
    for _ in 0..<4 { #expect(try World(seed: 11, plan).run().trace == first.trace) }
    #expect(try World(seed: 12, plan).run().trace != first.trace)
  }
}
