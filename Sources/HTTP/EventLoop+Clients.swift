import CLinux
import Glibc
import Synchronization

/// One client's octets: from the socket to the state machine, and what that asks for carried out.
extension EventLoop {
  func handle(_ events: UInt32, _ token: UInt64) {
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
    let turn = peer.connection.served + EventLoop.requestsPerTurn
    while true {
      if writer.batch.count > 65_536 { flush(peer) }
      if peer.connection.isBlocked { break }
      if peer.connection.served >= turn, offset < octets.count {
        ready.append(peer.token)
        break
      }
      let action = peer.connection.receive(octets, &offset, at: now, limits)
      if case .wait = action { break }
      if case .store(let range) = action {
        store(octets, range, peer)
      } else {
        perform(action, peer)
      }
    }
    if offset < octets.count, peer.connection.mayReadMore {
      peer.pending = octets.extracting(offset..<octets.count).withUnsafeBufferPointer { Array($0) }
    }
    flush(peer)
  }

  /// So many pipelined requests are answered before others have their turn.
  private static let requestsPerTurn = 32

  private func store(_ octets: Span<UInt8>, _ range: Range<Int>, _ peer: Peer) {
    let isStored = octets.extracting(range).withUnsafeBytes { peer.upload?.write($0) ?? false }
    if !isStored {
      note("An upload could not be stored in \(configuration.uploadFolder).")
      perform(peer.connection.refuse(.uploadFailed), peer)
    }
  }

  /// Carries out what a state machine asks for.
  func perform(_ action: Connection.Action, _ peer: Peer) {
    switch action {
    case .wait, .store: break
    case .decide(let head): perform(decide(head, peer), peer)
    case .sendContinue: writer.append("HTTP/1.1 100 Continue\r\n\r\n")
    case .complete(let body): complete(peer, body)
    case .refuse(let refusal): refuse(peer, refusal)
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
}
