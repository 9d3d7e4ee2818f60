import Glibc
import Synchronization

/// The file everything is remembered in: one thread that writes, and as many readers as are asked for.
public final class Database: Sendable {
  public let path: String
  private let options: DatabaseOptions
  private let thread: WriterThread
  /// Readers lent to jobs and workers and given back. Each is used by the one who holds it.
  private let idleReaders = Mutex<[Loan]>([])
  private let isClosed = Atomic<Bool>(false)
  private let temporaryFolder: String?

  private struct Loan: @unchecked Sendable {
    // A connection that is on the shelf is used by nobody, and only one can take it.
    let reader: Reader
  }

  /// Opens or makes the file at `path`, takes its lock, brings the schema up to date and starts the writer.
  ///
  /// `hash` fingerprints the text of a migration (SHA-256); what has run once may not change afterwards.
  public convenience init(
    path: String, migrations: [Migration], hash: @escaping @Sendable ([UInt8]) -> [UInt8], options: DatabaseOptions = .init()
  ) throws(SQLiteError) {
    try self.init(path: path, migrations: migrations, hash: hash, options: options, temporaryFolder: nil)
  }

  private init(
    path: String, migrations: [Migration], hash: @escaping @Sendable ([UInt8]) -> [UInt8], options: DatabaseOptions,
    temporaryFolder: String?
  ) throws(SQLiteError) {
    self.path = path
    self.options = options
    self.temporaryFolder = temporaryFolder
    let folder = DataFolder.folder(of: path)
    if let kind = DataFolder.unsuitableFileSystem(folder) {
      let refusal = SQLiteError.unsuitableFileSystem(path: folder, kind: kind)
      guard options.allowAnyFileSystem else { throw refusal }
      options.log(.warning, refusal.sentence, refusal.detail)
    }
    let lock = try ProcessLock(path: path)
    // Made here and not by the library, so that the file and the log beside it are for the owner's eyes only.
    try DataFolder.create(path)
    let schema = try Schema(migrations: migrations, hash: hash)
    thread = WriterThread(options: options)
    try thread.start(
      { () throws(SQLiteError) -> Connection in
        let connection = try Connection(path: path, purpose: .writer)
        try connection.applySettings(cacheKiB: options.writerCacheKiB)
        try schema.bringUpToDate(connection, options: options)
        return connection
      }, holding: lock)
  }

  deinit { close() }

  /// A database in a folder of its own under the temporary folder, removed on `close`. For tests and dry runs.
  public static func temporary(
    migrations: [Migration], hash: @escaping @Sendable ([UInt8]) -> [UInt8] = { $0 }, options: DatabaseOptions = .init()
  ) throws(SQLiteError) -> Database {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/countersign-XXXXXX".utf8CString)
    guard
      let made = template.withUnsafeMutableBufferPointer({ room in
        room.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
      })
    else {
      throw DataFolder.failure(base, "mkdtemp")
    }
    var options = options
    options.allowAnyFileSystem = true
    return try Database(
      path: made + "/countersign.db", migrations: migrations, hash: hash, options: options, temporaryFolder: made)
  }

  // MARK: Reading

  /// A new read-only connection, for a thread that keeps it.
  public func reader() throws(SQLiteError) -> sending Reader {
    try reader(cacheKiB: options.readerCacheKiB, limitMilliseconds: options.readerLimitMilliseconds)
  }

  private func reader(cacheKiB: Int, limitMilliseconds: Int) throws(SQLiteError) -> sending Reader {
    guard !isClosed.load(ordering: .acquiring) else { throw .closed }
    let connection = try Connection(path: path, purpose: .reader, limitMilliseconds: limitMilliseconds)
    try connection.applySettings(cacheKiB: cacheKiB)
    return Reader(connection: connection)
  }

  /// Lends a reader from the shelf for the length of `body`. For jobs, workers and commands, which have none of their own.
  public func read<T>(_ body: (Reader) throws -> T) throws -> T {
    let loan =
      try idleReaders.withLock { $0.popLast() }
      ?? Loan(
        reader: reader(
          // Several may lie on the shelf: a small cache each.
          cacheKiB: min(options.readerCacheKiB, 8_192), limitMilliseconds: options.readerLimitMilliseconds))
    defer {
      if !isClosed.load(ordering: .acquiring) {
        idleReaders.withLock { if $0.count < 4 { $0.append(loan) } }
      }
    }
    return try body(loan.reader)
  }

  /// Closes the readers on the shelf, with the pages that they keep, before a rest. Whoever reads next opens one anew.
  public func clearShelf() {
    let idle = idleReaders.withLock { shelf in
      defer { shelf = [] }
      return shelf
    }
    _ = consume idle
  }

  // MARK: Writing

  /// Hands `job` to the writer and returns at once. `completion` is called exactly once: after COMMIT, on the writer's
  /// thread; or at once on the caller's thread if the job cannot be accepted (`overloaded`, `broken`, `closed`).
  ///
  /// A job that throws leaves nothing behind, and the others of its group are saved all the same. It may be run only once,
  /// must be short, and must not wait for anything.
  public func submit<T: Sendable>(
    _ job: @escaping @Sendable (Writer) throws -> T, _ completion: @escaping @Sendable (Result<T, any Error>) -> Void
  ) {
    thread.submit(
      WriterThread.Job(
        run: { writer in
          let value = try job(writer)
          return { error in completion(error.map { .failure($0) } ?? .success(value)) }
        },
        refuse: { completion(.failure($0)) }))
  }

  /// Does `job` and waits until it is saved. For jobs, commands and tests; never on an event loop.
  @discardableResult public func write<T: Sendable>(_ job: @escaping @Sendable (Writer) throws -> T) throws -> T {
    guard !thread.isCurrent else {
      throw SQLiteError.misuse(SQLiteDetail(code: 0, message: "write called on the writer's own thread"))
    }
    let waiter = Waiter<Result<T, any Error>>()
    submit(job) { waiter.fulfil($0) }
    return try waiter.wait().get()
  }

  // MARK: Looking after it

  /// A complete, checked and durable copy of what is committed now; writing goes on meanwhile. Takes the place of an older
  /// `target` at once or not at all.
  public func copy(to target: String) throws(SQLiteError) { try DatabaseCopy.make(of: path, at: target) }

  /// What is wrong with the file; empty if nothing is. `thorough` also compares every index with its table.
  public func problems(thorough: Bool) throws -> [String] {
    let reader = try reader(cacheKiB: 8_192, limitMilliseconds: 0)
    return try reader.snapshot {
      let check = try reader.all(thorough ? "PRAGMA integrity_check(20)" : "PRAGMA quick_check(20)") { $0.text(0) }
      let orphans = try reader.all("PRAGMA foreign_key_check") {
        "row \($0.int64(1)) of \($0.text(0)) refers to nothing in \($0.text(2))"
      }
      return (check == ["ok"] ? [] : check) + orphans.prefix(20)
    }
  }

  public var status: DatabaseStatus { thread.status }

  /// Saves what waits, empties the log into the file and gives up the lock. Nothing is accepted afterwards.
  public func close() {
    guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
    idleReaders.withLock { $0.removeAll() }
    thread.stop()
    if let temporaryFolder {
      for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) }
      rmdir(temporaryFolder)
    }
  }
}
