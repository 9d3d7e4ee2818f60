import CLinux
import Glibc

/// The disk that the data directory is on, or will be on.
enum DiskDiagnosis {
  /// Below this a day of ordinary work may fill it.
  static let lowSpace: Int64 = 500 << 20
  /// Below this the next upgrade cannot even be backed up.
  static let noSpace: Int64 = 50 << 20

  static func space(_ directory: String) -> Finding {
    let place = existing(directory)
    var facts = statvfs()
    guard statvfs(place, &facts) == 0 else {
      return .warning(
        "disk space", "The free space of \(place) cannot be read: \(errorText(errno)).", fix: "Look with: df -h \(place)")
    }
    return space(free: Int64(clamping: UInt64(facts.f_bavail) &* UInt64(facts.f_frsize)), place)
  }

  static func space(free: Int64, _ place: String) -> Finding {
    let words = "\(free >> 20) MiB are free at \(quoted(place))."
    if free < noSpace { return .bad("disk space", words, fix: "Free some space: a full disk stops every decision.") }
    if free < lowSpace { return .warning("disk space", words, fix: "Free some space before it runs out.") }
    return .ok("disk space", words)
  }

  static func fileSystem(_ directory: String) -> Finding {
    let place = existing(directory)
    var facts = statfs()
    guard statfs(place, &facts) == 0 else {
      return .warning(
        "file system", "The file system of \(place) cannot be read: \(errorText(errno)).", fix: "Look with: stat -f \(place)")
    }
    return fileSystem(type: UInt32(truncatingIfNeeded: facts.f_type), place)
  }

  static func fileSystem(type: UInt32, _ place: String) -> Finding {
    let fix = "Put the data directory on a local disk or a volume (COUNTERSIGN_DATA)."
    switch type {
    case 0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x00C3_6400, 0x5346_414F:
      return .bad("file system", "\(quoted(place)) lies on a network file system, where a database can lose data.", fix: fix)
    case 0x0102_1997, 0x786F_4256, 0x6573_5546:
      return .bad(
        "file system", "\(quoted(place)) lies on a file system of another program or host, where a database can lose data.",
        fix: fix)
    case 0x794C_7630:
      return .bad("file system", "\(quoted(place)) lies in a container's own layer, which is lost with the container.", fix: fix)
    case 0x0102_1994, 0x8584_58F6:
      return .warning(
        "file system", "\(quoted(place)) lies in memory; everything is lost at the next restart of the machine.", fix: fix)
    default:
      return .ok("file system", "\(quoted(place)) lies on a local file system.")
    }
  }

  /// The nearest directory that exists: before the first start the data directory does not.
  static func existing(_ path: String) -> String {
    var place = path
    while !place.isEmpty, access(place, F_OK) != 0 {
      guard let slash = place.lastIndex(of: "/") else { return "." }
      place = slash == place.startIndex ? "/" : String(place[..<slash])
    }
    return place.isEmpty ? "/" : place
  }
}
