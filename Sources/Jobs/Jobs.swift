import ConnectWise
import Crypto
import Curl
import Domain
import SQLite
import Store
import Synchronization
import Threads

/// What happens while nobody looks: a sweep every few minutes, write-backs when they are due, invoices that somebody wants
/// read again, tidying once an hour.
///
/// A thread of its own for sweeps, so that two cannot overlap, one for invoices that people want read again, one for printed ones,
/// and one for each lane of the outbox.
public final class Jobs: Sendable {
  public struct Reports: Sendable {
    public var sweep: @Sendable (SweepProgressReport) -> Void
    public var sweepEnded: @Sendable (SweepOutcome) -> Void
    public var invoiceChanged: @Sendable (ID<Invoice>) -> Void
    public var trouble: @Sendable (_ event: String, _ detail: String) -> Void

    public init(
      sweep: @escaping @Sendable (SweepProgressReport) -> Void, sweepEnded: @escaping @Sendable (SweepOutcome) -> Void,
      invoiceChanged: @escaping @Sendable (ID<Invoice>) -> Void,
      trouble: @escaping @Sendable (String, String) -> Void
    ) {
      self.sweep = sweep
      self.sweepEnded = sweepEnded
      self.invoiceChanged = invoiceChanged
      self.trouble = trouble
    }
  }

  private struct State {
    var asked: [String] = []
    /// ConnectWise has told of changes since they were last read.
    var isTold = false
    var isStopping = false
    var threads: [NamedThread] = []
  }

  private let sweeping: RunSweep
  private let refreshing: RefreshInvoice
  private let auditTrail: ReadAuditTrail
  private let judging: JudgeInvoices
  private let outbox: Outbox
  private let pdfs: FetchPDFs
  private let callbacks: Callbacks
  private let database: Database
  private let now: @Sendable () -> Instant
  private let reports: Reports
  private let sweepEvery: @Sendable () -> Int
  private let sessionIdle: Int64
  private let state = Mutex(State())  // guards who asked, whether we were told of changes, the word to stop, the threads
  private let sweepAlarm = Alarm()
  private let pdfAlarm = Alarm()
  private let refreshAlarm: Alarm
  /// Rung by nothing but the end.
  private let settling = Alarm()
  private let laneAlarms = (0..<Outbox.lanes).map { _ in Alarm() }

  public init(
    client: ConnectWiseClient, database: Database, conventions: Conventions, random: any RandomSource,
    sweepEveryMilliseconds: @escaping @Sendable () -> Int, sessionIdle: Int64, callbackAddress: String = "",
    patience: Patience = Patience(),
    now: @escaping @Sendable () -> Instant,
    reports: Reports
  ) {
    let inHand = InvoicesInHand()
    sweeping = RunSweep(
      client: client.inBackground, people: client, database: database, conventions: conventions, now: now,
      progress: reports.sweep,
      changed: reports.invoiceChanged, inHand: inHand)
    let judging = JudgeInvoices(
      database: database, plan: RulePlan(conventions: conventions), now: now, changed: reports.invoiceChanged)
    self.judging = judging
    refreshing = RefreshInvoice(
      sweep: RunSweep(
        client: client, database: database, conventions: conventions, now: now, progress: { _ in },
        changed: reports.invoiceChanged, inHand: inHand), judge: { try judging.one($0, because: .sweep) })
    auditTrail = ReadAuditTrail(client: client.inBackground, database: database, now: now)
    let refreshAlarm = Alarm()
    self.refreshAlarm = refreshAlarm
    outbox = Outbox(
      client: client, store: database, random: random, patience: patience, now: now,
      changed: { invoice in
        reports.invoiceChanged(invoice)
        refreshAlarm.ring()
      }, trouble: reports.trouble)
    callbacks = Callbacks(
      client: client, database: database, random: random, address: callbackAddress, now: now, trouble: reports.trouble)
    pdfs = FetchPDFs(
      reading: RunSweep(
        client: client, database: database, conventions: conventions, now: now, progress: { _ in },
        changed: reports.invoiceChanged, inHand: inHand),
      trouble: reports.trouble)
    self.database = database
    self.now = now
    self.reports = reports
    sweepEvery = sweepEveryMilliseconds
    self.sessionIdle = sessionIdle
  }

  public func start() throws {
    let instant = now()
    try database.write { writer throws in
      try writer.endInterruptedSweeps(at: instant)
      try writer.askAgainForInterruptedRefreshes()
    }
    try outbox.adoptInterrupted()
    let lanes = laneAlarms.enumerated().map { number, alarm in
      NamedThread("outbox \(number + 1)") { [self] in laneLoop(alarm) }
    }
    let threads =
      [
        NamedThread("sweep") { [self] in sweepLoop() }, NamedThread("refresh") { [self] in refreshLoop() },
        NamedThread("pdf") { [self] in pdfLoop() },
        NamedThread("callbacks") { [self] in callbackLoop() },
      ] + lanes
    state.withLock { $0.threads = threads.compactMap(\.self) }
  }

  /// Lets what is under way finish and returns when the threads have ended.
  public func stop() {
    let threads = state.withLock { state in
      state.isStopping = true
      defer { state.threads = [] }
      return state.threads
    }
    sweepAlarm.ring()
    settling.ring()
    pdfAlarm.ring()
    wakeRefresh()
    callbacks.alarm.ring()
    wakeOutbox()
    for thread in threads { thread.join() }
  }

  public func askForSweep(by who: String) {
    // Whoever asks is told at once, not when the pause is over. One that is due to be looked at again is looked at.
    if let held = sweeping.client.restraint, held.milliseconds > 0 {
      return sweeping.refuse(askedBy: who, held, ended: reports.sweepEnded)
    }
    state.withLock { if !$0.asked.contains(who) { $0.asked.append(who) } }
    sweepAlarm.ring()
  }

  /// ConnectWise tells of a change. What is genuine is read a moment later, together with what else is told of until then.
  public func takeCallback(_ body: [UInt8], signature: String, token: String) throws -> Callbacks.Verdict {
    let verdict = try callbacks.take(body, signature: signature, token: token)
    if verdict == .taken {
      state.withLock { $0.isTold = true }
      sweepAlarm.ring()
    }
    return verdict
  }

  /// Somebody has switched callbacks on or off.
  public func keepCallbacks() { callbacks.alarm.ring() }

  /// Somebody waits for a printed invoice.
  public func fetchPDFs() { pdfAlarm.ring() }

  /// Somebody asked for an invoice to be read again.
  public func wakeRefresh() { refreshAlarm.ring() }

  public func wakeOutbox() { for alarm in laneAlarms { alarm.ring() } }

  /// One sweep of every open invoice on the caller's thread, with the reviewers of new ones, for the command line.
  public func sweepOnce(askedBy: String) -> SweepOutcome {
    var outcome = sweeping.run(askedBy: askedBy, whole: true, isAwaited: true)
    guard outcome.problem == nil else { return outcome }
    var catchUp = CatchUp(sweep: sweeping)
    do {
      while try catchUp.seedSome() {}
    } catch {
      (outcome.problem, outcome.detail) = ("The reviewers could not be read.", "\(error)")
    }
    judge()
    return outcome
  }

  private var isStopping: Bool { state.withLock { $0.isStopping } }

  private func sweepLoop() {
    var (reason, isAwaited) = ("start", false)
    while !isStopping {
      let outcome = sweeping.run(askedBy: reason, isAwaited: isAwaited)
      reports.sweepEnded(outcome)
      // What was told of before a stop, or could not be read when it was told, is still marked.
      if outcome.problem == nil { readMarked() }
      tidy()
      var wait = sweepEvery()
      (reason, isAwaited) = ("schedule", false)
      if let asked = takeAsked() { (reason, isAwaited, wait) = (asked, true, 0) }
      if outcome.problem == nil { judge() }
      if wait > 0, outcome.problem == nil { wait = useTheTime(wait) }
      if wait > 0 {
        database.clearShelf()
        returnSpareMemory()
        rest(wait)
      }
      if let asked = takeAsked() { (reason, isAwaited) = (asked, true) }
    }
  }

  /// Catches up until the next sweep is due or asked for; says how much time is left.
  private func useTheTime(_ wait: Int) -> Int {
    let due = now().adding(milliseconds: Int64(wait))
    var catchUp = CatchUp(sweep: sweeping)
    func left() -> Int { max(0, Int(now().milliseconds(until: due))) }
    var hasNews = false
    do {
      while left() > 0, !isStopping, !isAskedFor, try catchUp.step() {
        hasNews = true
        readWhatWasTold()
      }
    } catch {
      reports.trouble("catching-up-failed", "\(error)")
    }
    if hasNews { judge() }
    return isAskedFor || isStopping ? 0 : left()
  }

  /// Holds the rules against what is known now. A fault in it stops neither sweeps nor write-backs.
  private func judge() {
    guard !isStopping else { return }
    do {
      try judging.all(because: .sweep)
    } catch {
      reports.trouble("judging-failed", "\(error)")
    }
  }

  /// Waits for the next sweep, and meanwhile reads what ConnectWise tells of.
  private func rest(_ wait: Int) {
    let due = now().adding(milliseconds: Int64(wait))
    while !isStopping, !isAskedFor {
      readWhatWasTold()
      let left = Int(now().milliseconds(until: due))
      guard left > 0 else { return }
      sweepAlarm.wait(milliseconds: left)
    }
  }

  /// A moment after the first word, because where one thing changes others follow. What cannot be read now is read by the sweep.
  private func readWhatWasTold() {
    guard state.withLock({ $0.isTold }) else { return }
    if !isStopping { settling.wait(milliseconds: 1_000) }
    state.withLock { $0.isTold = false }
    readMarked()
  }

  private func readMarked() {
    do {
      var hasNews = false
      while !isStopping, try sweeping.readWhatWasTold() { hasNews = true }
      if hasNews { judge() }
    } catch {
      reports.trouble("told-not-read", "\(error)")
    }
  }

  private var isAskedFor: Bool { state.withLock { !$0.asked.isEmpty } }

  private func takeAsked() -> String? {
    state.withLock { state in
      defer { state.asked = [] }
      return state.asked.isEmpty ? nil : state.asked.joined(separator: ", ")
    }
  }

  private func refreshLoop() {
    while !isStopping {
      do {
        while !isStopping, try refreshing.next(isStopping: { self.isStopping }) {}
        for invoice in try isStopping ? [] : auditTrail.readWhatWasWritten() { reports.invoiceChanged(invoice) }
      } catch {
        reports.trouble("refresh-failed", "\(error)")
      }
      if !isStopping { refreshAlarm.wait(milliseconds: 60_000) }
    }
  }

  private func laneLoop(_ alarm: Alarm) {
    while !isStopping {
      var wait: Int64 = 60_000
      do {
        switch try outbox.turn(isStopping: { self.isStopping }) {
        case .again: wait = 0
        case .until(let due): wait = min(wait, max(100, now().milliseconds(until: due)))
        case .untilAsked: break
        }
      } catch {
        reports.trouble("outbox-failed", "\(error)")
        wait = 5_000
      }
      if wait > 0 { alarm.wait(milliseconds: Int(wait)) }
    }
  }

  private func callbackLoop() {
    while !isStopping {
      var wait = 3_600_000
      do {
        if try !callbacks.keep() { wait = 300_000 }
      } catch {
        reports.trouble("callbacks-failed", "\(error)")
        wait = 60_000
      }
      if !isStopping { callbacks.alarm.wait(milliseconds: wait) }
    }
  }

  private func pdfLoop() {
    while !isStopping {
      var wait = 60_000
      do {
        while !isStopping, try pdfs.turn() {}
      } catch {
        reports.trouble("pdf-failed", "\(error)")
        wait = 5_000
      }
      if !isStopping { pdfAlarm.wait(milliseconds: wait) }
    }
  }

  private func tidy() {
    let (instant, idle) = (now(), sessionIdle)
    do {
      try outbox.tellOfLate()
      try database.write { writer in
        try writer.removeEndedSessions(now: instant, idle: idle)
        try writer.removeOldThrottles(now: instant)
      }
    } catch {
      reports.trouble("tidying-failed", "\(error)")
    }
  }
}
