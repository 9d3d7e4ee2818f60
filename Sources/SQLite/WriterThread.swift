import CSQLite
import Glibc
import Synchronization
import Threads

/// The thread that owns the one connection which writes and checkpoints (RELIABILITY §5.1, rules 1 and 5).
///
/// It takes everything that waits into one transaction, each job in its own savepoint, commits, and only then answers.
final class WriterThread: Sendable {
  struct Job: Sendable {
    /// Does the work inside the savepoint and gives back the answer to be sent after the commit.
    let run: @Sendable (Writer) throws -> Answer
    let refuse: @Sendable (any Error) -> Void
  }

  /// Called once, with nil when the commit held.
  typealias Answer = @Sendable (SQLiteError?) -> Void

  private struct State {
    var waiting: [Job] = []
    var isAsleep = false
    var isClosing = false
    var broken: SQLiteError?
    var thread: NamedThread?
    var identity: pthread_t?
    var status: DatabaseStatus
  }

  /// Guards the queue and the figures; held for a few instructions at a time.
  private let state: Mutex<State>
  private let alarm = Alarm()
  private let options: DatabaseOptions

  init(options: DatabaseOptions) {
    self.options = options
    state = Mutex(State(status: DatabaseStatus()))
  }

  var status: DatabaseStatus {
    state.withLock { state in
      var status = state.status
      status.queueLength = state.waiting.count
      status.broken = state.broken?.detail
      return status
    }
  }

  var isCurrent: Bool {
    state.withLock { state in state.identity.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
  }

  // MARK: From any thread

  /// Starts the thread; `open` runs on it and makes the connection that never leaves it.
  func start(_ open: @escaping @Sendable () throws(SQLiteError) -> Connection, holding lock: ProcessLock) throws(SQLiteError) {
    let opened = Waiter<SQLiteError?>()
    let thread = NamedThread("writer") { [self] in
      // Signals are the main thread's business.
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_BLOCK, &all, nil)
      state.withLock { $0.identity = pthread_self() }
      do throws(SQLiteError) {
        let connection = try open()
        opened.fulfil(nil)
        loop(Writer(connection: connection))
      } catch {
        opened.fulfil(error)
      }
      // The lock outlives the connection.
      withExtendedLifetime(lock) {}
    }
    guard let thread else { throw .outOfMemory }
    if let error = opened.wait() {
      thread.join()
      throw error
    }
    state.withLock { $0.thread = thread }
  }

  /// Never blocks. A refused job is answered at once, on the caller's thread.
  func submit(_ job: Job) {
    let limit = options.queueLimit
    let (refusal, wake): (SQLiteError?, Bool) = state.withLock { state in
      if let broken = state.broken {
        state.status.refusedJobs += 1
        return (.broken(cause: broken.detail), false)
      }
      if state.isClosing { return (.closed, false) }
      guard state.waiting.count < limit else {
        state.status.refusedJobs += 1
        return (.overloaded(waiting: state.waiting.count), false)
      }
      state.waiting.append(job)
      defer { state.isAsleep = false }
      return (nil, state.isAsleep)
    }
    if let refusal { return job.refuse(refusal) }
    if wake { alarm.ring() }
  }

  /// Saves what waits, copies the log into the file and ends the thread.
  func stop() {
    let thread: NamedThread? = state.withLock { state in
      state.isClosing = true
      defer { state.thread = nil }
      return state.thread
    }
    alarm.ring()
    // The last reference may go on the writer's own thread, in an answer; a thread cannot wait for itself.
    if !isCurrent { thread?.join() }
  }

  // MARK: On the writer's thread

  private enum Order { case jobs, idle, close }

  private func loop(_ writer: Writer) {
    let log = WriteAheadLog(connection: writer.connection, options: options)
    var batch: [Job] = []
    while true {
      switch next(&batch, idleAfter: log.isSettled ? nil : options.idleMilliseconds) {
      case .jobs:
        commit(batch, writer)
        batch.removeAll(keepingCapacity: true)
        checkpoint(log, .whenDue)
      case .idle: checkpoint(log, .truncate)
      case .close:
        checkpoint(log, .truncate)
        return
      }
    }
  }

  private func next(_ batch: inout [Job], idleAfter timeout: Int?) -> Order {
    while true {
      let order: Order? = state.withLock { state in
        if !state.waiting.isEmpty {
          swap(&batch, &state.waiting)
          return .jobs
        }
        if state.isClosing { return .close }
        state.isAsleep = true
        return nil
      }
      if let order { return order }
      let start = Clock.monotonicMilliseconds()
      alarm.wait(milliseconds: timeout ?? 3_600_000)
      if let timeout, Clock.monotonicMilliseconds() - start >= timeout { return .idle }
    }
  }

  private func commit(_ batch: [Job], _ writer: Writer) {
    var start = batch.startIndex
    while start < batch.endIndex { start = commitGroup(batch, from: start, writer) }
  }

  /// One transaction. Gives the index of the first job that is not answered yet: the end, unless an error ended the
  /// transaction in the middle.
  private func commitGroup(_ batch: [Job], from start: Int, _ writer: Writer) -> Int {
    let connection = writer.connection
    if let broken = state.withLock({ $0.broken }) {
      for job in batch[start...] { job.refuse(SQLiteError.broken(cause: broken.detail)) }
      return batch.endIndex
    }
    do throws(SQLiteError) {
      try connection.run(.beginImmediate)
    } catch {
      count(failed: batch.count - start)
      for job in batch[start...] { job.refuse(error) }
      if let failure = connection.failure { breakDown(failure) }
      return batch.endIndex
    }

    var answers: [(answer: Answer, hooks: Range<Int>)] = []
    answers.reserveCapacity(batch.count - start)
    var failed = 0
    var index = start
    var end: SQLiteError?
    while index < batch.endIndex, end == nil {
      let job = batch[index]
      index += 1
      let firstHook = writer.hooks.count
      do {
        let answer = try attempt(job, writer)
        answers.append((answer, firstHook..<writer.hooks.count))
      } catch {
        failed += 1
        answers.append(({ _ in job.refuse(error) }, firstHook..<firstHook))
        // A full disk, a failed read or write may end the whole transaction, and then the jobs before it are undone too.
        if let failure = connection.failure {
          end = failure
        } else if !connection.isInTransaction {
          end = (error as? SQLiteError) ?? connection.lastError ?? .broken(cause: "the transaction ended early")
        }
      }
    }

    if end == nil {
      do throws(SQLiteError) { try connection.run(.commit) } catch { end = connection.failure ?? error }
    }
    let hooks = writer.hooks
    writer.hooks.removeAll(keepingCapacity: true)
    if let end {
      // After a failed sync the kernel may have dropped the pages and call the next one a success: no further write then.
      if connection.failure == nil, connection.isInTransaction { try? connection.run(.rollback) }
      count(failed: answers.count)
      for (answer, _) in answers { answer(end) }
      if let failure = connection.failure { breakDown(failure) }
    } else {
      count(committed: answers.count - failed, failed: failed)
      for (answer, own) in answers {
        for hook in hooks[own] { hook() }
        answer(nil)
      }
    }
    return index
  }

  private func attempt(_ job: Job, _ writer: Writer) throws -> Answer {
    let connection = writer.connection
    try connection.run(.savepoint)
    do {
      let answer = try job.run(writer)
      // A job that swallowed an error must not be answered as saved, and a broken deferred reference would fail the commit
      // of everybody else.
      if let failure = connection.failure { throw failure }
      guard connection.isInTransaction else { throw connection.lastError ?? .broken(cause: "the transaction ended early") }
      guard !connection.hasOpenReferences else {
        throw SQLiteError.constraint(
          .foreignKey, SQLiteDetail(code: SQLITE_CONSTRAINT, message: "FOREIGN KEY constraint failed at the end of the job"))
      }
      try connection.run(.release)
      return answer
    } catch {
      if connection.isInTransaction, connection.failure == nil { undo(connection) }
      throw error
    }
  }

  /// Takes back one job. If even that fails, the whole group goes: better nothing than half a job.
  private func undo(_ connection: Connection) {
    do throws(SQLiteError) {
      try connection.run(.rollbackToSavepoint)
      try connection.run(.release)
    } catch {
      try? connection.run(.rollback)
    }
  }

  private func checkpoint(_ log: WriteAheadLog, _ wish: WriteAheadLog.Wish) {
    guard state.withLock({ $0.broken == nil }) else { return }
    do throws(SQLiteError) {
      if try log.checkpoint(wish) {
        let now = options.now()
        state.withLock { state in
          state.status.checkpoints += 1
          state.status.lastCheckpoint = now
        }
      }
    } catch {
      if error.endsWriting {
        breakDown(error)
      } else {
        // A full disk, most likely: the log keeps everything, and the next checkpoint tries again.
        options.log(.warning, "The write-ahead log could not be copied into the database yet.", error.detail)
      }
    }
    let pages = log.pages
    state.withLock { $0.status.walPages = pages }
  }

  private func count(committed: Int = 0, failed: Int) {
    state.withLock { state in
      if committed > 0 { state.status.commits += 1 }
      state.status.jobs += Int64(committed)
      state.status.failedJobs += Int64(failed)
    }
  }

  /// RELIABILITY §5.1, rule 6: log, stop accepting, exit. The supervisor restarts and the log is recovered.
  private func breakDown(_ error: SQLiteError) {
    let waiting: [Job]? = state.withLock { state in
      guard state.broken == nil else { return nil }
      state.broken = error
      defer { state.waiting = [] }
      return state.waiting
    }
    guard let waiting else { return }
    options.log(.error, error.sentence, error.detail)
    for job in waiting { job.refuse(SQLiteError.broken(cause: error.detail)) }
    options.onFatal(error)
  }
}
