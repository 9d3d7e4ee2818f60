/// Lines that say what takes long, and how long it took. On standard error, so that answers stay clean.
struct Progress: Sendable {
  let terminal: Terminal
  var clock: @Sendable () -> Int64 = { Moment.steady() }

  func step<Value, E: Error>(_ what: String, _ work: () throws(E) -> Value) throws(E) -> Value {
    let start = clock()
    // On a terminal the line is finished in place; a file gets whole lines.
    if terminal.errorIsTerminal { terminal.complain("  \(what) …") }
    let value: Value
    do throws(E) { value = try work() } catch {
      if terminal.errorIsTerminal { terminal.complain(" failed\n") }
      throw error
    }
    let took = Self.words(clock() - start)
    terminal.complain(terminal.errorIsTerminal ? " \(took)\n" : "  \(what): \(took)\n")
    return value
  }

  static func words(_ milliseconds: Int64) -> String {
    milliseconds < 1_000 ? "\(milliseconds) ms" : "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100) s"
  }
}
