import Synchronization

@testable import countersign

/// Runs a command line without a process: what was said, what was complained, and how it ended.
struct Rehearsal {
  let code: ExitCode
  let said: String
  let complained: String

  init(_ words: String..., environment: [String: String] = [:], input: String? = nil) {
    self.init(words, environment: environment, input: input)
  }

  init(_ words: [String], environment: [String: String] = [:], input: String? = nil) {
    let said = Page()
    let complained = Page()
    let terminal = Terminal(
      say: { said.add($0) }, complain: { complained.add($0) }, readLine: { input }, outputIsTerminal: false,
      errorIsTerminal: false)
    code = Program.run(words, environment: environment, terminal: terminal)
    self.said = said.text
    self.complained = complained.text
  }

  private final class Page: Sendable {
    private let lines = Mutex("")
    func add(_ text: String) { lines.withLock { $0 += text } }
    var text: String { lines.withLock { $0 } }
  }
}
