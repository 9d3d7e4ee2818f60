import Glibc

/// The directory that holds everything worth a backup: ours alone.
enum DataDirectory {
  static func make(_ path: String) throws(CommandFailure) {
    guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    let code = errno
    throw CommandFailure(
      .configuration,
      "The data directory \(quoted(path)) cannot be made: \(errorText(code)). Set COUNTERSIGN_DATA to a place that this user may write.",
      detail: "mkdir: errno \(code)")
  }
}

enum ProcessorCount {
  /// The cores this process may use; at least one.
  static var usable: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
