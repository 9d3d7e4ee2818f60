import Glibc

/// Whether this user can keep data where the settings say.
enum DataDirectoryDiagnosis {
  static func find(_ directory: String) -> Finding {
    var facts = stat()
    guard stat(directory, &facts) == 0 else {
      let place = DiskDiagnosis.existing(directory)
      guard access(place, W_OK) == 0 else {
        return .bad(
          "data directory", "\(directory) does not exist, and this user may not make it in \(place).",
          fix: "Make it and give it to the user that runs Countersign, or set COUNTERSIGN_DATA.")
      }
      return .ok("data directory", "\(directory) does not exist yet; the first start makes it.")
    }
    guard facts.st_mode & S_IFMT == S_IFDIR else {
      return .bad("data directory", "\(directory) is not a directory.", fix: "Set COUNTERSIGN_DATA to a directory.")
    }
    guard access(directory, R_OK | W_OK | X_OK) == 0 else {
      return .bad(
        "data directory", "This user may not write to \(directory).",
        fix: "Give it to the user that runs Countersign: chown -R USER \(directory)")
    }
    if facts.st_mode & 0o077 != 0 {
      return .warning(
        "data directory", "Others on this machine may look into \(directory) (mode \(String(facts.st_mode & 0o777, radix: 8))).",
        fix: "chmod 700 \(directory)")
    }
    return .ok("data directory", "\(directory) can be read and written.")
  }
}
