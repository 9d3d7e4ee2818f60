import CLinux
import Glibc
import Synchronization
import Threads

/// The HTTP server: event loops on their own threads, and the few things the rest of the program says to them.
public final class Server: Sendable {
  private struct State {
    var mailboxes: [Mailbox] = []
    var tallies: [Tally] = []
    var port: Int?
    var started = 0
    var failure: ServerError?
    var running = 0
  }

  private let configuration: ServerConfiguration
  private let makeHandler: @Sendable (Int) throws -> any Handler
  private let open = OpenConnections()
  private let changes: Signal
  /// Guards what the loops report and what the callers ask.
  private let state = Mutex(State())

  public init(_ configuration: ServerConfiguration, handler: @escaping @Sendable (_ loop: Int) throws -> any Handler)
    throws(ServerError)
  {
    self.configuration = configuration
    makeHandler = handler
    changes = try Signal()
  }

  /// Binds, starts the loops and returns when they listen.
  public func start() throws(ServerError) {
    let loops = max(1, configuration.loops)
    let listeners = try Listeners(configuration.listen, loops: loops)
    state.withLock { $0.port = listeners.port }
    for number in 0..<loops {
      let mailbox = try Mailbox()
      let tally = Tally()
      let sockets = listeners.take(number)
      state.withLock {
        $0.mailboxes.append(mailbox)
        $0.tallies.append(tally)
        $0.running += 1
      }
      let thread = NamedThread("http \(number)") { [self] in run(number, sockets, mailbox, tally) }
      guard thread != nil else {
        for socket in sockets { close(socket) }
        state.withLock { $0.running -= 1 }
        stop()
        throw .system("start a thread", detail: "pthread_create")
      }
    }
    while state.withLock({ $0.started < loops && $0.failure == nil }) { changes.wait(milliseconds: 1_000) }
    if let failure = state.withLock({ $0.failure }) {
      stop()
      throw failure
    }
  }

  private func run(_ number: Int, _ sockets: [Int32], _ mailbox: Mailbox, _ tally: Tally) {
    do {
      let handler: any Handler
      do {
        handler = try makeHandler(number)
      } catch {
        for socket in sockets { close(socket) }
        throw ServerError.handler("\(error)")
      }
      let loop = try EventLoop(
        configuration, number: number, listeners: sockets, handler: handler, mailbox: mailbox, tally: tally, open: open)
      state.withLock { $0.started += 1 }
      changes.raise()
      loop.run()
    } catch {
      let failure = error as? ServerError ?? .handler("\(error)")
      state.withLock { $0.failure = $0.failure ?? failure }
    }
    state.withLock { $0.running -= 1 }
    changes.raise()
  }

  /// The TCP port in use, for port 0.
  public var port: Int? { state.withLock { $0.port } }

  /// Sends an event to every subscriber of `topic`, from any thread.
  public func publish(topic: String, event: String, data: String) {
    let encoded = EventStream.encode(event: event, data: data)
    for mailbox in state.withLock({ $0.mailboxes }) { mailbox.post(.publish(topic: topic, event: encoded)) }
  }

  /// Stops accepting, finishes what is being answered, closes what is idle; returns when all is closed or the deadline is over.
  public func drain(deadline: Duration) {
    let end = configuration.clock.monotonic() / 1_000 + deadline.milliseconds
    for mailbox in state.withLock({ $0.mailboxes }) { mailbox.post(.drain) }
    while state.withLock({ $0.running > 0 }) {
      let rest = end - configuration.clock.monotonic() / 1_000
      guard rest > 0 else { break }
      changes.wait(milliseconds: rest)
    }
    stop()
    removeSocketFiles()
  }

  private func stop() {
    for mailbox in state.withLock({ $0.mailboxes }) { mailbox.post(.stop) }
    // A loop inside a handler is not waited for without end.
    for _ in 0..<10 where state.withLock({ $0.running > 0 }) { changes.wait(milliseconds: 100) }
  }

  private func removeSocketFiles() {
    for case .unix(let path) in configuration.listen { unlink(path) }
  }

  public var counters: ServerCounters {
    var sum = ServerCounters()
    for tally in state.withLock({ $0.tallies }) { tally.add(to: &sum) }
    sum.connectionsOpen = open.count
    return sum
  }
}

extension Duration {
  var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
  }
}

/// Wakes a thread that waits for another one's progress.
final class Signal: Sendable {
  private let descriptor: Int32

  init() throws(ServerError) {
    descriptor = countersign_eventfd()
    guard descriptor >= 0 else { throw .system("make an event descriptor", detail: errorText(descriptor)) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func raise() { _ = countersign_eventfd_signal(descriptor) }

  func wait(milliseconds: Int64) {
    _ = countersign_wait_readable(descriptor, Int32(clamping: milliseconds))
    _ = countersign_eventfd_clear(descriptor)
  }
}
