import Glibc

/// SIGTERM, SIGINT and SIGHUP as values to wait for, instead of handlers that interrupt anything.
struct StopSignals: Sendable {
  enum Heard: Sendable, Equatable {
    case stop(name: String)
    case hangUp
    /// A part of the program cannot go on (`endProcess`).
    case trouble
    /// Nothing came in time.
    case nothing
  }

  /// Call before any thread starts: threads inherit what is blocked, so that signals wait for `next`.
  static func hold() {
    var set = signals
    pthread_sigmask(SIG_BLOCK, &set, nil)
    // A peer that closes early must not end the server.
    signal(SIGPIPE, SIG_IGN)
  }

  static func next(within milliseconds: Int64?) -> Heard {
    var set = signals
    while true {
      let number: Int32
      if let milliseconds {
        var time = timespec(tv_sec: Int(milliseconds / 1_000), tv_nsec: Int(milliseconds % 1_000) * 1_000_000)
        number = sigtimedwait(&set, nil, &time)
      } else {
        number = sigwaitinfo(&set, nil)
      }
      switch number {
      case SIGTERM: return .stop(name: "SIGTERM")
      case SIGINT: return .stop(name: "SIGINT")
      case SIGHUP: return .hangUp
      case SIGUSR1: return .trouble
      default: if errno != EINTR { return .nothing }
      }
    }
  }

  private static var signals: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGTERM, SIGINT, SIGHUP, SIGUSR1] { sigaddset(&set, number) }
    return set
  }

  /// Ends this very process in order, from whichever thread noticed that it cannot go on, and with an exit code that makes
  /// systemd start it again.
  static func endProcess() { kill(getpid(), SIGUSR1) }
}
