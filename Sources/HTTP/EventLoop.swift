import Bytes
import CLinux
import Glibc
import Synchronization

/// One thread that serves its share of the clients: waits for sockets, lets the state machines decide, carries out.
///
/// Everything in it is touched by its own thread only; other threads speak through the mailbox.
final class EventLoop {
  let configuration: ServerConfiguration
  let limits: Limits
  let gate: Gate
  let handler: any Handler
  let mailbox: Mailbox
  let tally: Tally
  /// Open connections of all loops together.
  let open: OpenConnections
  let writer = ResponseWriter()
  let ids: RequestIDs
  var peers: [Peer?] = []
  var peerCount = 0
  /// Octets of half-read requests and unsent answers.
  var heldBytes = 0
  var topics: [String: [UInt64: Peer]] = [:]
  /// Milliseconds that only grow, as of the present batch of events.
  var now: Int64
  var isDraining = false

  /// Clients with octets left to process, who had their turn for now.
  var ready: [UInt64] = []
  let epoll: Int32
  var listeners: [Int32]
  var spare: Int32
  var arePaused = false
  private var isStopped = false
  private var noted: [String: Int64] = [:]
  var generation: UInt32 = 0
  var nextSweep: Int64 = 0
  let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 65_536)

  /// No descriptor; a listener's token is its descriptor, a client's has a generation above 0 in its upper half.
  private static let mailboxToken: UInt64 = 0xFFFF_FFFF
  static let sweepInterval: Int64 = 500

  init(
    _ configuration: ServerConfiguration, number: Int, listeners: [Int32], handler: any Handler, mailbox: Mailbox, tally: Tally,
    open: OpenConnections
  ) throws(ServerError) {
    self.configuration = configuration
    limits = configuration.limits
    gate = Gate(configuration)
    self.handler = handler
    self.mailbox = mailbox
    self.tally = tally
    self.open = open
    self.listeners = listeners
    ids = RequestIDs()
    now = configuration.clock.monotonic() / 1_000
    spare = countersign_open_null()
    epoll = countersign_epoll_create()
    guard epoll >= 0 else { throw .system("make an event queue", detail: errorText(epoll)) }
    try watch(mailbox.descriptor, token: EventLoop.mailboxToken)
    for listener in listeners { try watch(listener, token: UInt64(listener)) }
  }

  deinit {
    for listener in listeners { close(listener) }
    if spare >= 0 { close(spare) }
    if epoll >= 0 { close(epoll) }
    input.deallocate()
  }

  private func watch(_ descriptor: Int32, token: UInt64) throws(ServerError) {
    let result = countersign_epoll_add(epoll, descriptor, EPOLLIN.rawValue, token)
    guard result == 0 else { throw .system("watch a descriptor", detail: errorText(result)) }
  }

  /// Runs until it is told to stop, or to drain and everything is closed.
  func run() {
    let room = 256
    let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: room)
    defer { events.deallocate() }
    while !isStopped, !(isDraining && peerCount == 0) {
      let count = Int(countersign_epoll_wait(epoll, events, Int32(room), waitingTime))
      now = configuration.clock.monotonic() / 1_000
      writer.setDate(configuration.clock.wall() / 1_000)
      if count > 0 {
        for index in 0..<count {
          let token = countersign_epoll_token(events + index)
          if token >> 32 != 0 {
            handle(events[index].events, token)
          } else if token == EventLoop.mailboxToken {
            handleMessages()
          } else {
            accept(on: Int32(truncatingIfNeeded: token))
          }
        }
      }
      continueReady()
      if now >= nextSweep { sweep() }
    }
    for case let peer? in peers { remove(peer) }
  }

  /// Sleeps without end when there is nobody whose deadline could pass.
  private var waitingTime: Int32 {
    if !ready.isEmpty { return 0 }
    if peerCount == 0, !arePaused { return -1 }
    return Int32(max(0, min(nextSweep - now, EventLoop.sweepInterval)))
  }

  /// Looks at every connection's deadline, twice a second: nobody stays more than that beyond it.
  private func sweep() {
    nextSweep = now + (isDraining ? 50 : EventLoop.sweepInterval)
    if arePaused { resumeAccepting() }
    for index in peers.indices {
      guard let peer = peers[index], now >= peer.connection.deadline(limits) else { continue }
      let action = peer.connection.tick(at: now, limits)
      perform(action, peer)
      settle(peer)
    }
  }

  private func continueReady() {
    guard !ready.isEmpty else { return }
    var turn: [UInt64] = []
    swap(&turn, &ready)
    for token in turn {
      guard let peer = find(token) else { continue }
      resume(peer)
      settle(peer)
    }
  }

  private func handleMessages() {
    for message in mailbox.take() {
      switch message {
      case .answer(let token, let serial, let response): deliver(response, token: token, serial: serial)
      case .publish(let topic, let event): publish(event, topic)
      case .drain: drain()
      case .stop: isStopped = true
      }
    }
  }

  /// Tells the operator, but not the same thing again within a second.
  func note(_ text: String) {
    guard let tell = configuration.note else { return }
    if let last = noted[text], now < last + 1_000 { return }
    if noted.count >= 100 { noted = [:] }
    noted[text] = now
    tell(text)
  }

  func find(_ token: UInt64) -> Peer? {
    let index = Int(token & 0xFFFF_FFFF)
    guard index < peers.count, let peer = peers[index], peer.token == token else { return nil }
    return peer
  }

  func remove(_ peer: Peer) {
    guard peers[Int(peer.descriptor)] === peer else { return }
    peers[Int(peer.descriptor)] = nil
    peerCount -= 1
    peer.connection.abandon()
    heldBytes -= peer.countedBytes
    unsubscribe(peer)
    peer.upload = nil
    peer.exchange = nil
    peer.request = nil
    close(peer.descriptor)
    open.leave()
  }
}
