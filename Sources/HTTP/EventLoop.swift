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

  private let epoll: Int32
  private var listeners: [Int32]
  private var spare: Int32
  private var arePaused = false
  private var isStopped = false
  private var generation: UInt32 = 0
  private var nextSweep: Int64 = 0
  private let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 65_536)

  /// No descriptor; a listener's token is its descriptor, a client's has a generation above 0 in its upper half.
  private static let mailboxToken: UInt64 = 0xFFFF_FFFF
  private static let sweepInterval: Int64 = 500

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

  // MARK: The loop

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
      if now >= nextSweep { sweep() }
    }
    for case let peer? in peers { remove(peer) }
  }

  /// Sleeps without end when there is nobody whose deadline could pass.
  private var waitingTime: Int32 {
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

  func find(_ token: UInt64) -> Peer? {
    let index = Int(token & 0xFFFF_FFFF)
    guard index < peers.count, let peer = peers[index], peer.token == token else { return nil }
    return peer
  }

  // MARK: Accepting

  private func accept(on listener: Int32) {
    for _ in 0..<64 {
      var address = countersign_peer()
      let descriptor = countersign_accept(listener, &address)
      if descriptor >= 0 {
        admit(descriptor, address)
        continue
      }
      switch -descriptor {
      case EINTR, ECONNABORTED, EPROTO: continue
      case EMFILE, ENFILE:
        if !shedWithSpare(listener) { return }
      case EAGAIN: return
      default:
        configuration.note?("Cannot accept connections: \(errorText(descriptor)). Trying again in half a second.")
        pauseAccepting()
        return
      }
    }
  }

  private func admit(_ descriptor: Int32, _ address: countersign_peer) {
    tally.accepted.add(1, ordering: .relaxed)
    guard open.enter(limit: limits.connections) else {
      shed(descriptor)
      return
    }
    let identity = identify(address)
    generation = generation == .max ? 1 : generation + 1
    let peer = Peer(descriptor: descriptor, generation: generation, identity: identity, interest: EPOLLIN.rawValue, now: now)
    guard countersign_epoll_add(epoll, descriptor, peer.interest, peer.token) == 0 else {
      open.leave()
      close(descriptor)
      return
    }
    let index = Int(descriptor)
    while peers.count <= index { peers.append(nil) }
    peers[index] = peer
    peerCount += 1
    if peerCount == 1 { nextSweep = min(nextSweep, now + EventLoop.sweepInterval) }
    if isDraining { peer.connection.drain(at: now) }
  }

  private func identify(_ address: countersign_peer) -> PeerIdentity {
    guard address.family != 0 else { return PeerIdentity(client: "unix", isTrusted: true) }
    let parsed = withUnsafeBytes(of: address.address) { bytes in
      address.family == 4 ? Address(bytes.loadUnaligned(as: in_addr.self)) : Address(bytes.loadUnaligned(as: in6_addr.self))
    }
    return PeerIdentity(client: parsed.text, isTrusted: gate.trusts(parsed))
  }

  /// Full: says so and hangs up, at once and without holding anything.
  private func shed(_ descriptor: Int32) {
    tally.refused.add(1, ordering: .relaxed)
    let id = ids.next()
    var response = own(.unavailable, id, Refusal.overloaded.sentence.description)
    response.add("retry-after", "2")
    _ = writer.write(response, ResponseWriter.Circumstances(id: id))
    _ = writer.batch.bytes.withUnsafeBytes { countersign_send(descriptor, $0.baseAddress, $0.count) }
    writer.batch.removeAll()
    _ = countersign_shutdown_write(descriptor)
    // What already arrived is read, so that closing does not reset the connection before the client saw the answer.
    _ = countersign_receive(descriptor, input.baseAddress, input.count)
    close(descriptor)
  }

  /// No descriptor is left: the spare one is given up to take the client, tell it, and let it go. Without this, a
  /// level-triggered loop would spin on a listener that it cannot empty.
  private func shedWithSpare(_ listener: Int32) -> Bool {
    configuration.note?("No file handles are left; a connection was refused. Raise the limit of open files.")
    guard spare >= 0 else {
      pauseAccepting()
      return false
    }
    close(spare)
    var address = countersign_peer()
    let descriptor = countersign_accept(listener, &address)
    if descriptor >= 0 { shed(descriptor) }
    spare = countersign_open_null()
    if spare < 0 || descriptor < 0 {
      pauseAccepting()
      return false
    }
    return true
  }

  private func pauseAccepting() {
    guard !arePaused else { return }
    arePaused = true
    nextSweep = min(nextSweep, now + EventLoop.sweepInterval)
    for listener in listeners { _ = countersign_epoll_remove(epoll, listener) }
  }

  private func resumeAccepting() {
    arePaused = false
    if spare < 0 { spare = countersign_open_null() }
    for listener in listeners { _ = countersign_epoll_add(epoll, listener, EPOLLIN.rawValue, UInt64(listener)) }
  }

  private func drain() {
    guard !isDraining else { return }
    isDraining = true
    nextSweep = now
    // Clients that the kernel already greeted are served; only then does the door close.
    for listener in listeners {
      accept(on: listener)
      close(listener)
    }
    listeners = []
    for case let peer? in peers {
      peer.connection.drain(at: now)
      if peer.topic != nil { unsubscribe(peer) }
      flush(peer)
      settle(peer)
    }
  }

  // MARK: One client's events

  private func handle(_ events: UInt32, _ token: UInt64) {
    // A connection closed earlier in this batch may have left its descriptor to a new one.
    guard let peer = find(token) else { return }
    if events & EPOLLOUT.rawValue != 0, !peer.unsent.isEmpty {
      flush(peer)
      if peers[Int(peer.descriptor)] == nil { return }
      if peer.unsent.isEmpty { resume(peer) }
    }
    if events & (EPOLLIN.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 {
      if peer.connection.wantsInput, peer.pending.isEmpty {
        receive(peer)
      } else if events & EPOLLIN.rawValue != 0, events & (EPOLLHUP.rawValue | EPOLLERR.rawValue) == 0 {
        peer.hasUnwantedInput = true
      } else if events & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 {
        remove(peer)
        return
      }
    }
    settle(peer)
  }

  private func receive(_ peer: Peer) {
    let count = countersign_receive(peer.descriptor, input.baseAddress, input.count)
    if count > 0 {
      tally.received.add(count, ordering: .relaxed)
      guard peer.connection.phase != .lingering else { return }
      let octets = UnsafeBufferPointer(start: input.baseAddress, count: count)
      process(peer, octets.span)
    } else if count == 0 {
      perform(peer.connection.peerEnded(), peer)
    } else if -count != EAGAIN, -count != EINTR {
      remove(peer)
    }
  }

  /// Goes on with what was read before the last answer.
  func resume(_ peer: Peer) {
    guard !peer.pending.isEmpty, peer.connection.wantsInput else { return }
    var octets: [UInt8] = []
    swap(&octets, &peer.pending)
    process(peer, octets.span)
  }

  private func process(_ peer: Peer, _ octets: Span<UInt8>) {
    var offset = 0
    while true {
      if writer.batch.count > 65_536 {
        flush(peer)
        if peer.connection.isBlocked { break }
      }
      let action = peer.connection.receive(octets, &offset, at: now, limits)
      if case .wait = action { break }
      if case .store(let range) = action {
        store(octets, range, peer)
      } else {
        perform(action, peer)
      }
    }
    if offset < octets.count, peer.connection.phase != .closed {
      peer.pending = octets.extracting(offset..<octets.count).withUnsafeBufferPointer { Array($0) }
    }
    flush(peer)
  }

  private func store(_ octets: Span<UInt8>, _ range: Range<Int>, _ peer: Peer) {
    let isStored = octets.extracting(range).withUnsafeBytes { peer.upload?.write($0) ?? false }
    if !isStored {
      configuration.note?("An upload could not be stored in \(configuration.uploadFolder).")
      perform(peer.connection.refuse(.uploadFailed), peer)
    }
  }

  /// Carries out what a state machine asks for.
  private func perform(_ action: Connection.Action, _ peer: Peer) {
    switch action {
    case .wait, .store: break
    case .decide(let head): perform(decide(head, peer), peer)
    case .sendContinue: writer.append("HTTP/1.1 100 Continue\r\n\r\n")
    case .complete(let body): answer(peer, body)
    case .refuse(let refusal): answer(peer, refusal)
    case .heartbeat:
      writer.append(":\n\n")
      flush(peer)
    case .shutdown: _ = countersign_shutdown_write(peer.descriptor)
    case .close: remove(peer)
    }
  }

  /// After anything that changed a connection: sends what is left to send, counts its memory, asks epoll for what it needs.
  func settle(_ peer: Peer) {
    guard peers[Int(peer.descriptor)] === peer else { return }
    if !writer.batch.isEmpty { flush(peer) }
    guard peers[Int(peer.descriptor)] === peer else { return }

    let held = peer.heldBytes
    if held != peer.countedBytes {
      heldBytes += held - peer.countedBytes
      let grew = held > peer.countedBytes
      peer.countedBytes = held
      if grew, heldBytes > limits.heldBytes, held > 4_096 {
        shedLoad(peer)
        return
      }
    }

    var wanted: UInt32 = 0
    if !peer.unsent.isEmpty { wanted |= EPOLLOUT.rawValue }
    if peer.connection.wantsInput, peer.pending.isEmpty { wanted |= EPOLLIN.rawValue }
    // Input that is not wanted now is left in the kernel; epoll is only told if it comes, because it mostly does not.
    if wanted == 0, peer.interest == EPOLLIN.rawValue, !peer.hasUnwantedInput { return }
    guard wanted != peer.interest else { return }
    peer.interest = wanted
    peer.hasUnwantedInput = false
    _ = countersign_epoll_modify(epoll, peer.descriptor, wanted, peer.token)
  }

  /// The loop's memory for half-done work is used up: the connection that asked for more of it has to go.
  private func shedLoad(_ peer: Peer) {
    switch peer.connection.phase {
    case .head, .body:
      perform(peer.connection.refuse(.overloaded), peer)
      peer.pending = []
      flush(peer)
      settle(peer)
    default: remove(peer)
    }
  }

  // MARK: Output

  /// Offers the batch, behind what is still unsent, to the socket; keeps what it does not take.
  func flush(_ peer: Peer) {
    guard peers[Int(peer.descriptor)] === peer else {
      writer.batch.removeAll()
      return
    }
    if peer.unsent.isEmpty {
      if !writer.batch.isEmpty { sendBatch(peer) }
    } else {
      keepBatch(peer, from: 0)
    }
    var sent = 0
    while !peer.unsent.isEmpty {
      let count = sendUnsent(peer)
      if count < 0 {
        remove(peer)
        return
      }
      if count == 0 { break }
      sent += count
    }
    perform(peer.connection.sent(all: peer.unsent.isEmpty, progress: sent > 0, at: now), peer)
  }

  private func sendBatch(_ peer: Peer) {
    let total = writer.batch.count
    let pieces = writer.batch.pieces
    var sent: Int
    if pieces.isEmpty {
      sent = writer.batch.bytes.withUnsafeBytes { countersign_send(peer.descriptor, $0.baseAddress, $0.count) }
    } else {
      sent = writer.batch.bytes.withUnsafeBytes { bytes in
        withUnsafeTemporaryAllocation(of: iovec.self, capacity: 2 * pieces.count + 1) { vectors in
          var count = 0
          var start = 0
          func add(_ part: UnsafeRawBufferPointer) {
            guard part.count > 0, count < vectors.count else { return }
            vectors[count] = iovec(iov_base: UnsafeMutableRawPointer(mutating: part.baseAddress), iov_len: part.count)
            count += 1
          }
          for piece in pieces.prefix(256) {
            add(UnsafeRawBufferPointer(rebasing: bytes[start..<piece.end]))
            piece.blob.withUnsafeBytes { add($0) }
            start = piece.end
          }
          if pieces.count <= 256 { add(UnsafeRawBufferPointer(rebasing: bytes[start...])) }
          return countersign_send_pieces(peer.descriptor, vectors.baseAddress, Int32(count))
        }
      }
    }
    if sent < 0 { sent = 0 }
    tally.sent.add(sent, ordering: .relaxed)
    if sent == total {
      writer.batch.removeAll()
    } else {
      keepBatch(peer, from: sent)
    }
  }

  /// Moves what of the batch lies behind `sent` to the peer.
  private func keepBatch(_ peer: Peer, from sent: Int) {
    var position = 0
    func keep(_ blob: Blob) {
      let end = position + blob.count
      if end > sent { peer.unsent.append(blob, from: max(0, sent - position)) }
      position = end
    }
    var start = 0
    for piece in writer.batch.pieces {
      keep(writer.copy(start..<piece.end))
      keep(piece.blob)
      start = piece.end
    }
    keep(writer.copy(start..<writer.batch.bytes.count))
    writer.batch.removeAll()
  }

  /// How much the socket took: 0 when it is full, negative when the connection is gone.
  private func sendUnsent(_ peer: Peer) -> Int {
    let pieces = peer.unsent.pieces
    let count = min(pieces.count, 64)
    let sent = withUnsafeTemporaryAllocation(of: iovec.self, capacity: count) { vectors in
      for index in 0..<count {
        let piece = pieces[index]
        piece.blob.withUnsafeBytes { bytes in
          let rest = UnsafeRawBufferPointer(rebasing: bytes[piece.offset...])
          // The blob lives as long as `pieces`, beyond the call below.
          vectors[index] = iovec(iov_base: UnsafeMutableRawPointer(mutating: rest.baseAddress), iov_len: rest.count)
        }
      }
      return withExtendedLifetime(pieces) { countersign_send_pieces(peer.descriptor, vectors.baseAddress, Int32(count)) }
    }
    if sent < 0 { return -sent == EAGAIN || -sent == EINTR ? 0 : -1 }
    tally.sent.add(sent, ordering: .relaxed)
    peer.unsent.removeFirst(sent)
    return sent
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
    close(peer.descriptor)
    open.leave()
  }
}

/// How many connections are open, over all loops.
final class OpenConnections: Sendable {
  private let number = Atomic<Int>(0)

  var count: Int { number.load(ordering: .relaxed) }

  func enter(limit: Int) -> Bool {
    if number.wrappingAdd(1, ordering: .relaxed).newValue <= limit { return true }
    leave()
    return false
  }

  func leave() { number.wrappingSubtract(1, ordering: .relaxed) }
}
