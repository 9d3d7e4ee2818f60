import Glibc

/// How many files and connections this process may have open at once.
enum OpenFiles {
  /// The server's limit of connections, and room for the database, the sandbox and what the libraries open.
  static let wanted: rlim_t = 12_000 + 1_000

  /// Takes what the system allows: many give a process 1,024 until it asks. A sentence when that is less than the server can use.
  static func raise() -> String? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
    if limit.rlim_cur < wanted {
      limit.rlim_cur = min(limit.rlim_max, wanted)
      guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
        return "The limit of open files cannot be raised: \(errorText(errno))."
      }
    }
    guard limit.rlim_cur < wanted else { return nil }
    return
      "Only \(limit.rlim_cur) files may be open at once, so fewer than 12,000 connections are served. Raise the limit (ulimit -n, LimitNOFILE=) to \(wanted)."
  }
}
