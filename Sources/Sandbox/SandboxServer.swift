import Bytes
import HTTP
import Synchronization
import Threads

/// The sandbox behind a socket, for the demo, for `countersign sandbox` and for tests. Listens on loopback or a Unix socket
/// unless told otherwise; its keys are published, so there is nothing to protect.
public final class SandboxServer: Sendable {
  private let server: Server
  private let state: SharedSandbox
  private let postman: Postman?

  /// `journal` is a file in which changes survive a restart; without it every start is fresh.
  /// `deliver` sends one callback and returns the status of the answer; without it nobody is told anything.
  public init(
    _ data: DemoData, listen: ListenAddress = .tcp(host: "127.0.0.1", port: 0), journal: String? = nil,
    now: @escaping @Sendable () -> Int64 = Clock.system.wall, deliver: (@Sendable (CallbackDelivery) -> Int?)? = nil
  ) throws(SandboxError) {
    let state = SharedSandbox(try SandboxJournal.open(journal, data), now: now)
    self.state = state
    let postman = deliver.map { Postman(state, deliver: $0) }
    self.postman = postman
    var configuration = ServerConfiguration(listen: [listen])
    configuration.loops = 1
    // Slow answers are ordered, not refused.
    configuration.limits.answerTime = 660_000
    do {
      server = try Server(configuration) { _ in SandboxHandler(state, postman) }
    } catch {
      throw .server(error)
    }
  }

  /// Returns when it listens.
  public func start() throws(SandboxError) {
    do {
      try server.start()
    } catch {
      throw .server(error)
    }
    postman?.start()
  }

  /// The TCP port in use, for port 0.
  public var port: Int? { server.port }

  public func stop() {
    postman?.stop()
    server.drain(deadline: .seconds(2))
  }

  /// Every change that was applied, in order.
  public var ledger: [Effect] { state.with { $0.ledger } }

  /// The script of faults; what of it is used up goes from it.
  public var faults: [Fault] { state.with { $0.faults } }

  public func set(faults: [Fault]) { state.with { $0.faults = faults } }

  /// Back to the demo data; a journal starts afresh too.
  public func reset() { state.reset() }
}

public enum SandboxError: Error, Sendable {
  case server(ServerError)
  case journal(path: String, detail: String)

  public var sentence: String {
    switch self {
    case .server: "The ConnectWise sandbox could not start."
    case .journal(let path, _):
      "The file \(path) with the sandbox's changes cannot be used. Remove it to start the sandbox afresh."
    }
  }

  public var detail: String {
    switch self {
    case .server(let error): "\(error)"
    case .journal(let path, let detail): "\(path): \(detail)"
    }
  }
}

/// One sandbox for all loops and callers.
final class SharedSandbox: Sendable {
  private struct State {
    var sandbox: Sandbox
    var journal: SandboxJournal?
  }

  /// Guards the sandbox and the end of its journal.
  private let state: Mutex<State>
  let now: @Sendable () -> Int64

  init(_ opened: (sandbox: Sandbox, journal: SandboxJournal?), now: @escaping @Sendable () -> Int64) {
    state = Mutex(State(sandbox: opened.sandbox, journal: opened.journal))
    self.now = now
  }

  func with<T: Sendable>(_ body: (inout Sandbox) -> T) -> T { state.withLock { body(&$0.sandbox) } }

  func reset() {
    state.withLock { state in
      state.sandbox.reset()
      state.journal?.clear()
    }
  }

  func respond(to request: SandboxRequest) -> SandboxAnswer {
    let now = now()
    return state.withLock { state in
      let before = state.sandbox.ledger.count
      let answer = state.sandbox.respond(to: request, now: now)
      if state.sandbox.ledger.count > before { state.journal?.append(request, now: state.sandbox.clock(now)) }
      if state.sandbox.ledger.count < before { state.journal?.clear() }
      return answer
    }
  }
}

final class SandboxHandler: Handler {
  private let state: SharedSandbox
  private let postman: Postman?

  init(_ state: SharedSandbox, _ postman: Postman?) {
    self.state = state
    self.postman = postman
  }

  func bodyRule(for head: RequestHead) -> BodyRule { .memory(1 << 20) }

  func respond(to request: Request, reply: Reply) -> Response? {
    let answer = state.respond(to: SandboxRequest(request))
    if request.method != .get { postman?.ring() }
    let response = Response(answer)
    guard answer.delay > 0 else { return response }
    // A slow server is what was asked for: the answer comes from a thread that waits.
    let alarm = Alarm()
    guard
      NamedThread(
        "sandbox delay",
        {
          alarm.wait(milliseconds: Int(answer.delay))
          reply.send(response)
        }) != nil
    else { return response }
    return nil
  }
}

extension SandboxRequest {
  init(_ request: Request) {
    var headers: [String: String] = [:]
    let wanted: [StaticString] = [
      "authorization", "clientid", "accept", "content-type", "pagination-type", "host", "x-forwarded-proto", "sec-fetch-site",
    ]
    for name in wanted { headers[name.description] = request.header(name) }
    if !request.isSecure { headers["x-forwarded-proto"] = nil }
    self.init(
      method: request.method.name.description, path: request.path, query: request.query.pairs, headers: headers,
      body: request.body)
  }
}

extension Response {
  init(_ answer: SandboxAnswer) {
    // A dropped answer has none.
    let status = answer.status == 0 ? Status.unavailable : Status(code: UInt16(clamping: answer.status))
    var body = ByteBuffer(capacity: answer.body.count)
    body.append(answer.body)
    self = answer.body.isEmpty ? Response(status) : Response(status, type: answer.type, body: body.finish())
    switch answer.loss {
    case .all: cut = .beforeHead
    case .rest(let kept): cut = .inBody(kept)
    case nil: compressible = true
    }
    for (name, value) in answer.headers {
      switch name {
      case "Link": add("Link", value)
      case "Retry-After": add("Retry-After", value)
      case "x-cw-request-id": add("x-cw-request-id", value)
      case "x-server-name": add("x-server-name", value)
      case "api-current-version": add("api-current-version", value)
      case "Cache-Control": add("Cache-Control", value)
      case "Location": add("Location", value)
      case "Content-Security-Policy": add("Content-Security-Policy", value)
      case "Content-Disposition": add("Content-Disposition", value)
      default: break
      }
    }
  }
}
