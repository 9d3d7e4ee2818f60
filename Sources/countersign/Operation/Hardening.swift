import CLinux
import Glibc

/// What the process gives up before it touches a secret: core dumps, and being looked into by others of the same user.
enum Hardening {
  /// Best effort where the system forbids it; the result says what could not be done, for the log.
  static func apply() -> [String] {
    var undone: [String] = []
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    if setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none) != 0 { undone.append("core dumps: \(errorText(errno))") }
    if countersign_forbid_dumping() != 0 { undone.append("dumpable: \(errorText(errno))") }
    // Files that we make are ours alone.
    umask(0o077)
    return undone
  }
}
