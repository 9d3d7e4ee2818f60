import Crypto
import Glibc
import Threads

/// What keeps running until somebody stops it: the server, the demo, the sandbox.
protocol Running: AnyObject, Sendable {
  func start() throws(CommandFailure)
  /// Finishes what is under way, for at most that long, and stops. Blocks.
  func stop(within: Duration)
}

/// Stands beside whatever runs: makes the process safe before it starts, tells systemd, hears signals, ends it in order.
struct Watch: Sendable {
  let log: Log
  let notice: SystemdNotice
  /// Started from a terminal: closing that terminal means stop.
  let interactive: Bool

  /// Before any thread starts and before any secret is read.
  func prepare(_ configuration: Configuration) {
    StopSignals.hold()
    for undone in Hardening.apply() { log.write(.warning, "hardening incomplete", ["what": .text(undone)]) }
    if let shortage = OpenFiles.raise() { log.write(.warning, "open files", ["warning": .text(shortage)]) }
    for warning in configuration.warnings { log.write(.warning, "setting", ["warning": .text(warning)]) }
  }

  func announce(_ key: MasterKeyFile.Found, _ configuration: Configuration) {
    guard key.isNew, case .file(let path) = configuration.masterKey else { return }
    log.write(
      .warning, "master key made",
      [
        "path": .text(path), "fingerprint": .text(key.key.fingerprint),
        "do": "Keep a copy of this file elsewhere. Without it the stored secrets cannot be read.",
      ])
  }

  /// Waits for a signal, then stops `running`. A second signal ends the process at once.
  func keep(_ running: some Running, drainSeconds: Int, status: String) -> ExitCode {
    log.write(.info, "started", ["version": .text(Version.product), "status": .text(status)])
    notice.ready(status)
    let (reason, code) = waitForStop()
    log.write(.info, "stopping", ["signal": .text(reason), "seconds": .int(drainSeconds)])
    notice.stopping()
    endAtOnceOnNextSignal()
    let start = Moment.steady()
    running.stop(within: .seconds(drainSeconds))
    log.write(.info, "stopped", ["milliseconds": .int(Int(Moment.steady() - start))])
    return code
  }

  private func waitForStop() -> (reason: String, ExitCode) {
    while true {
      switch StopSignals.next(within: notice.watchdogMilliseconds) {
      case .stop(let name): return (name, .ok)
      case .hangUp where interactive: return ("SIGHUP", .ok)
      case .trouble: return ("trouble", .failed)
      case .hangUp: log.write(.warning, "reload ignored", ["do": "Settings are read at the start. Restart to change them."])
      case .nothing: notice.alive()
      }
    }
  }

  private func endAtOnceOnNextSignal() {
    let log = log
    _ = NamedThread("second-signal") {
      // Ctrl-C reaches a process twice when its parent passes it on; within half a second it is the same one.
      let start = Moment.steady()
      while true {
        if case .stop(let name) = StopSignals.next(within: nil), Moment.steady() - start > 500 {
          log.write(.warning, "stopped at once", ["signal": .text(name)])
          _exit(ExitCode.failed.rawValue)
        }
      }
    }
  }
}
