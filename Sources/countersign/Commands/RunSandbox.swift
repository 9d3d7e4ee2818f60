import Bytes
import Sandbox

/// Runs the ConnectWise sandbox alone: something to point a test or a second Countersign at.
struct RunSandbox: Command {
  static let verb = "sandbox"
  static let summary = "Run the ConnectWise sandbox alone"
  static let flags: [Flag] = [
    Flag("--listen", "HOST:PORT", "Where it listens", setting: Settings.sandboxListen.row.name),
    Flag("--size", "N", "How many invoices it has, 1 to 1,000,000 (240)"),
    Flag("--invoices", "N", "The same as --size"),
    Flag("--seed", "N", "The same number gives the same invoices (1)"),
    Flag("--data", "DIR", "Accepted like everywhere; the sandbox keeps nothing"),
  ]
  static let about =
    "It forgets every change when it stops. What goes wrong is ordered on its page /sandbox, or by JSON at /sandbox/faults."

  let invoices: Int
  let seed: UInt64

  init(_ call: Call) throws(CommandFailure) {
    let size = try Self.number(call, "--size", 1...1_000_000)
    let same = try Self.number(call, "--invoices", 1...1_000_000)
    invoices = size ?? same ?? DemoData.demoCount
    seed = UInt64(try Self.number(call, "--seed", 0...Int.max) ?? 1)
  }

  private static func number(_ call: Call, _ flag: String, _ range: ClosedRange<Int>) throws(CommandFailure) -> Int? {
    guard let text = call[flag] else { return nil }
    guard let number = parseDigits(text), range.contains(number) else {
      throw CommandFailure(
        .usage, "\(flag) is a whole number from \(range.lowerBound) to \(range.upperBound), not \(quoted(text)).")
    }
    return number
  }

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    let configuration = try session.configuration()
    let log = Log(configuration, terminal: session.terminal)
    let watch = Watch(
      log: log, notice: SystemdNotice(environment: session.environment), interactive: session.terminal.errorIsTerminal)
    watch.prepare(configuration)
    let sandbox = try SandboxApp(listen: configuration.sandboxListen, invoices: invoices, seed: seed)
    try sandbox.start()
    session.answer(
      .fields(["address": .text(sandbox.address), "invoices": .int(invoices), "seed": .text(String(seed))]),
      text: "ConnectWise sandbox with \(invoices) invoices at \(sandbox.address), faults to order at \(sandbox.address)/sandbox\n"
    )
    return watch.keep(sandbox, drainSeconds: configuration.drainSeconds, status: "Sandbox at \(sandbox.address)")
  }
}
