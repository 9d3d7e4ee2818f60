/// Lines that say what takes long, and how long it took. On standard error, so that answers stay clean.
struct Progress: Sendable {
  let terminal: Terminal
  var clock: @Sendable () -> Int64 = { Moment.steady() }

  /// Whole lines only: log lines may come between.
  func step<Value, E: Error>(_ what: String, _ work: () throws(E) -> Value) throws(E) -> Value {
    let start = clock()
    terminal.complain("  \(what) ...\n")
    let value = try work()
    let took = clock() - start
    // Nobody waited for less.
    if took >= 1_000 { terminal.complain("  \(what): \(took / 1_000).\(took % 1_000 / 100) s\n") }
    return value
  }
}
