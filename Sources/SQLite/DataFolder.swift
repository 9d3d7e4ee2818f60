import CLinux
import Glibc

/// The folder a database lies in: what kind of disk it is, how much room it has, and making changes of it durable.
enum DataFolder {
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The name of the file system if it is one that a write-ahead log cannot rely on: no shared memory between processes, no
  /// working locks, or a sync that is not one (RELIABILITY §5.1, rule 3).
  static func unsuitableFileSystem(_ folder: String) -> String? {
    var about = statfs()
    guard statfs(folder, &about) == 0 else { return nil }
    return kind(ofFileSystem: UInt32(truncatingIfNeeded: about.f_type))
  }

  static func kind(ofFileSystem magic: UInt32) -> String? { unsuitable[magic] }

  private static let unsuitable: [UInt32: String] = [
    0x6969: "a network file system (NFS)",
    0x517B: "a network file system (SMB)",
    0xFF53_4D42: "a network file system (CIFS)",
    0xFE53_4D42: "a network file system (SMB2)",
    0x5346_414F: "a network file system (AFS)",
    0x7375_7245: "a network file system (Coda)",
    0x00C3_6400: "a network file system (Ceph)",
    0x0102_1997: "a file system of the host machine (9p)",
    0x786F_4256: "a file system of the host machine (VirtualBox)",
    0x6573_5546: "a file system of another program (FUSE)",
    0x794C_7630: "a container's own layer (overlay)",
  ]

  static func freeBytes(_ folder: String) -> Int64? {
    var about = statvfs()
    guard statvfs(folder, &about) == 0 else { return nil }
    return Int64(clamping: UInt64(about.f_bavail).multipliedReportingOverflow(by: UInt64(about.f_frsize)).partialValue)
  }

  static func size(of path: String) -> Int64? {
    var about = stat()
    return stat(path, &about) == 0 ? Int64(about.st_size) : nil
  }

  static func create(_ path: String) throws(SQLiteError) {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure(path, "open") }
    close(file)
  }

  /// Makes `path` durable; a name in a folder is durable only once the folder is synced too.
  static func sync(_ path: String, isFolder: Bool = false) throws(SQLiteError) {
    let file = open(path, (isFolder ? O_RDONLY | O_DIRECTORY : O_RDONLY) | O_CLOEXEC)
    guard file >= 0 else { throw failure(path, "open") }
    defer { close(file) }
    guard fsync(file) == 0 else { throw failure(path, "fsync") }
  }

  static func failure(_ path: String, _ call: String) -> SQLiteError {
    let number = errno
    let detail = SQLiteDetail(code: -number, message: "\(call) \(path): \(String(cString: strerror(number)))")
    switch number {
    case EROFS, EACCES, EPERM: return .readOnly(path: path, detail)
    case ENOSPC, EDQUOT: return .full(detail)
    case ENOENT, ENOTDIR, EISDIR, ELOOP, ENAMETOOLONG, EMFILE, ENFILE: return .cannotOpen(path: path, detail)
    default: return .ioError(detail)
    }
  }
}
