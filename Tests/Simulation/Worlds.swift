import Synchronization
import Threads

/// Many worlds from one seed. Each is alone on its thread and knows nothing of the others, so that how many run at once changes
/// nothing of what happens in them.
public struct Worlds: Sendable {
  static let size = 400

  let plans: [World.Plan]
  let seed: UInt64

  public init(writeBacks: Int, seed: UInt64, echo: Bool = false) {
    self.seed = seed
    plans = stride(from: 0, to: writeBacks, by: Self.size).map { begun in
      var plan = World.Plan(writeBacks: min(Self.size, writeBacks - begun))
      plan.echo = echo
      return plan
    }
  }

  private struct Progress {
    var next = 0
    var reports: [Int: Report] = [:]
    var failure: (any Error)?
  }

  /// What they found, all together. The first that breaks a promise keeps the rest from beginning.
  public func run(workers: Int) throws -> Report {
    let progress = Mutex(Progress())  // guards which world is next, and what was found
    let threads = (0..<max(1, min(workers, plans.count))).map { number in
      NamedThread("world \(number + 1)") { work(progress) }
    }
    for thread in threads { thread?.join() }
    return try progress.withLock { progress in
      if let failure = progress.failure { throw failure }
      var sum = Report(seed: seed)
      for number in progress.reports.keys.sorted() { if let report = progress.reports[number] { sum.add(report) } }
      return sum
    }
  }

  private func work(_ progress: borrowing Mutex<Progress>) {
    while true {
      let number: Int? = progress.withLock { progress in
        guard progress.next < plans.count else { return nil }
        defer { progress.next += 1 }
        return progress.next
      }
      guard let number else { return }
      let outcome = Result { try World(seed: seed &* 1_000_003 &+ UInt64(number), plans[number]).run() }
      progress.withLock { progress in
        switch outcome {
        case .success(let report):
          progress.reports[number] = report
          if !report.isClean { progress.next = plans.count }
        case .failure(let error):
          progress.failure = progress.failure ?? error
          progress.next = plans.count
        }
      }
    }
  }
}
