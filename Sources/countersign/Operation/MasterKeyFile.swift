import Crypto
import Glibc

/// The file of the master key: made once, readable by its owner only, never inside the data directory.
enum MasterKeyFile {
  struct Found: Sendable {
    let key: MasterKey
    /// True when it was made just now: the admin must keep a copy elsewhere.
    let isNew: Bool
  }

  /// Reads the key, or makes it at the first start. A missing key beside an existing database is refused: a new one could
  /// not open the secrets in it.
  static func obtain(_ origin: MasterKeyOrigin, database: String, random: some RandomSource) throws(CommandFailure) -> Found {
    switch origin {
    case .environment(let text):
      var bytes = text.withBytes { Array($0) }
      defer { wipe(&bytes) }
      guard let key = MasterKey(fileText: bytes) else { throw damaged("COUNTERSIGN_MASTER_KEY") }
      return Found(key: key, isNew: false)
    case .credential(let path):
      // systemd keeps credentials in memory, readable by the service only; their mode is its business.
      return Found(key: try read(path, checksMode: false), isNew: false)
    case .file(let path):
      if exists(path) { return Found(key: try read(path, checksMode: true), isNew: false) }
      guard !exists(database) else {
        throw CommandFailure(
          .refused,
          "The master key file \(quoted(path)) is missing, but the database \(quoted(database)) exists. A new key could not read the secrets stored in it. Bring the key file back from where you keep its copy, or set COUNTERSIGN_MASTER_KEY_FILE to where it is."
        )
      }
      try make(path, random)
      return Found(key: try read(path, checksMode: true), isNew: true)
    }
  }

  static func exists(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 || errno != ENOENT
  }

  static func read(_ path: String, checksMode: Bool) throws(CommandFailure) -> MasterKey {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw unreadable(path, FileProblem(errno: errno)) }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0 else { throw unreadable(path, FileProblem(errno: errno)) }
    if checksMode {
      guard facts.st_uid == geteuid() || facts.st_uid == 0 else {
        throw CommandFailure(
          .configuration,
          "The master key file \(quoted(path)) belongs to another user (number \(facts.st_uid)). It must belong to the user that runs Countersign."
        )
      }
      guard facts.st_mode & 0o077 == 0 else {
        let mode = String(facts.st_mode & 0o7777, radix: 8)
        throw CommandFailure(
          .configuration, "The master key file \(quoted(path)) has mode \(mode): others may read it. Run: chmod 400 \(path)")
      }
    }
    switch readFile(file, limit: 4_096) {
    case .failure(let problem): throw unreadable(path, problem)
    case .success(var bytes):
      defer { wipe(&bytes) }
      guard let key = MasterKey(fileText: bytes) else { throw damaged("The master key file \(quoted(path))") }
      return key
    }
  }

  /// Whole or not at all: written beside, synced, and linked to its name, which fails if somebody else was quicker.
  static func make(_ path: String, _ random: some RandomSource) throws(CommandFailure) {
    let key: MasterKey
    do throws(CryptoError) { key = try MasterKey.make(from: random) } catch {
      throw CommandFailure(.failed, error.sentence, detail: error.detail)
    }
    let draft = "\(path).\(getpid()).new"
    unlink(draft)
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o400)
    guard file >= 0 else { throw unmade(path, errno) }
    defer { unlink(draft) }
    let written = key.fileText.withBytes { write(file, $0.baseAddress, $0.count) == $0.count } && fsync(file) == 0
    let code = errno
    close(file)
    guard written else { throw unmade(path, code) }
    guard link(draft, path) == 0 || errno == EEXIST else { throw unmade(path, errno) }
    syncDirectory(of: path)
  }

  private static func syncDirectory(of path: String) {
    let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let handle = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard handle >= 0 else { return }
    fsync(handle)
    close(handle)
  }

  private static func unreadable(_ path: String, _ problem: FileProblem) -> CommandFailure {
    CommandFailure(.configuration, "The master key file \(quoted(path)) \(problem.sentence)")
  }

  private static func unmade(_ path: String, _ code: Int32) -> CommandFailure {
    CommandFailure(
      .configuration,
      "The master key file \(quoted(path)) cannot be made: \(errorText(code)). Set COUNTERSIGN_MASTER_KEY_FILE to a place that this user may write.",
      detail: "errno \(code)")
  }

  private static func damaged(_ what: String) -> CommandFailure {
    CommandFailure(
      .configuration, "\(what) does not hold a master key (64 hexadecimal digits). Bring it back from where you keep its copy.")
  }
}
