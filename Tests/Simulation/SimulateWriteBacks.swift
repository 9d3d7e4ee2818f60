import Bytes
import Glibc

/// `simulate-writebacks [--write-backs N] [--seed N] [--repeat N] [--workers N] [--echo]`: so many simulated write-backs from one
/// seed, in worlds of a few hundred; prints what became of them and fails if a promise broke.
public enum SimulateWriteBacks {
  public static func main() {
    var (total, seed, times, workers, echo) = (20_000, UInt64(1), 1, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), false)
    var outage: Int?
    var words = CommandLine.arguments.dropFirst()
    while let word = words.popFirst() {
      switch word {
      case "--write-backs": total = number(words.popFirst()) ?? total
      case "--seed": seed = UInt64(number(words.popFirst()) ?? 1)
      case "--repeat": times = number(words.popFirst()) ?? 1
      case "--workers": workers = number(words.popFirst()) ?? 1
      case "--echo": (echo, workers) = (true, 1)
      case "--outage": outage = number(words.popFirst()) ?? 5_000
      default:
        print("simulate-writebacks [--write-backs N] [--seed N] [--repeat N] [--workers N] [--echo] | --outage N")
        exit(2)
      }
    }
    // What a world remembers ends with it: in memory it costs no syncs, and the program asks for them all the same.
    if access("/dev/shm", W_OK) == 0 { setenv("TMPDIR", "/dev/shm", 0) }
    do {
      if let outage { exit(try away(outage, seed: seed) ? 0 : 1) }
      var hashes: Set<String> = []
      var sum = Report(seed: seed)
      let began = seconds()
      for _ in 0..<times {
        sum = try Worlds(writeBacks: total, seed: seed, echo: echo).run(workers: workers)
        hashes.insert(sum.trace)
        guard sum.isClean else { break }
      }
      tell(sum, hashes: hashes, times: times, seconds: seconds() - began)
      exit(sum.isClean && hashes.count == 1 ? 0 : 1)
    } catch {
      print("the simulation itself failed: \(error)")
      exit(1)
    }
  }

  /// Twice: once as it comes, and once with a pause asked for on the way.
  private static func away(_ writeBacks: Int, seed: UInt64) throws -> Bool {
    var plan = Outage.Plan()
    (plan.writeBacks, plan.seed) = (writeBacks, seed)
    let drained = try Outage(plan).run()
    plan.slowDownAfter = 500
    let paused = try Outage(plan).run()
    print("outage-write-backs \(drained.written) rows")
    print("outage-waiting-still \(drained.waiting + paused.waiting) rows")
    print("outage-doubled \(drained.doubled + paused.doubled) rows")
    print("outage-drained-after \(drained.drainMilliseconds / 1_000) s")
    print("outage-drained-after-with-a-pause \(paused.drainMilliseconds / 1_000) s")
    print("outage-requests-while-away \(drained.whileAway) requests")
    print("outage-busiest-minute \(max(drained.busiestMinute, paused.busiestMinute)) requests")
    print("outage-during-retry-after \(paused.duringPause) requests")
    return drained.written == writeBacks && paused.written == writeBacks && drained.doubled + paused.doubled == 0
      && drained.drainMilliseconds <= 600_000 && max(drained.busiestMinute, paused.busiestMinute) <= 1_000
      && paused.duringPause == 0
  }

  private static func number(_ text: String?) -> Int? { text.flatMap { parseDigits($0) } }

  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func tell(_ sum: Report, hashes: Set<String>, times: Int, seconds: Double) {
    print("simulated-write-backs \(sum.writeBacks) rows")
    print("simulated-time \(sum.simulatedMilliseconds / 3_600_000) h")
    print("simulated-requests \(sum.requests) requests")
    print("simulated-faults \(sum.faults) faults")
    print("simulated-kills \(sum.kills) kills")
    print("simulated-human-edits \(sum.humanEdits) edits")
    for (end, count) in sum.ends.sorted(by: { $0.key < $1.key }) { print("ended-\(end) \(count) rows") }
    print("lost \(sum.lost) rows")
    print("doubled \(sum.doubled) rows")
    print("silent-overwrites \(sum.silentOverwrites) edits")
    print("stuck \(sum.stuck) rows")
    print("without-intent \(sum.withoutIntent) requests")
    print("during-retry-after \(sum.impolite) requests")
    print("edits-between-reading-and-writing \(sum.inTheWindow) edits")
    print("trace \(hashes.sorted().joined(separator: " ")) over \(times) runs")
    print("speed \(Int(Double(sum.writeBacks * times) / max(seconds, 0.001) * 3_600)) rows/h")
    for line in sum.trouble { print("WRONG \(line)") }
  }
}
