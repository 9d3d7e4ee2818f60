/// How a command ended, for scripts. The numbers are a promise (docs/operations.md).
enum ExitCode: Int32, Sendable, CaseIterable {
  case ok = 0
  /// Tried and did not succeed.
  case failed = 1
  /// The command line itself makes no sense.
  case usage = 2
  /// A setting is wrong; nothing was started.
  case configuration = 3
  /// Something that must answer does not: the server, ConnectWise.
  case unreachable = 4
  /// Understood and declined: it would do harm.
  case refused = 5

  var meaning: String {
    switch self {
    case .ok: "done"
    case .failed: "tried and failed"
    case .usage: "the command line makes no sense"
    case .configuration: "a setting is wrong"
    case .unreachable: "something that must answer does not"
    case .refused: "understood and declined"
    }
  }
}
