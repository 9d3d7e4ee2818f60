import Bytes
import CLinux
import Glibc
import Synchronization

/// How clients come in, and how they are turned away when there is no room.
extension EventLoop {
  func accept(on listener: Int32) {
    // Closed earlier in this batch of events.
    guard listeners.contains(listener) else { return }
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
        note("Cannot accept connections: \(errorText(descriptor)). Trying again in half a second.")
        pauseAccepting()
        return
      }
    }
  }

  func admit(_ descriptor: Int32, _ address: countersign_peer) {
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

  func identify(_ address: countersign_peer) -> PeerIdentity {
    guard address.family != 0 else { return PeerIdentity(client: "unix", isTrusted: true) }
    let parsed = withUnsafeBytes(of: address.address) { bytes in
      address.family == 4 ? Address(bytes.loadUnaligned(as: in_addr.self)) : Address(bytes.loadUnaligned(as: in6_addr.self))
    }
    return PeerIdentity(client: parsed.text, isTrusted: gate.trusts(parsed))
  }

  /// Full: says so and hangs up, at once and without holding anything.
  func shed(_ descriptor: Int32) {
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
    note("No file handles are left; a connection was refused. Raise the limit of open files.")
    guard spare >= 0 else {
      pauseAccepting()
      return false
    }
    close(spare)
    var address = countersign_peer()
    let descriptor = countersign_accept(listener, &address)
    if descriptor >= 0 { shed(descriptor) }
    spare = countersign_open_null()
    // The kernel reports missing handles before it looks whether anybody waits: an empty queue is no trouble.
    if descriptor == -EAGAIN, spare >= 0 { return false }
    if spare < 0 || descriptor < 0 {
      pauseAccepting()
      return false
    }
    return true
  }

  func pauseAccepting() {
    guard !arePaused else { return }
    arePaused = true
    nextSweep = min(nextSweep, now + EventLoop.sweepInterval)
    for listener in listeners { _ = countersign_epoll_remove(epoll, listener) }
  }

  func resumeAccepting() {
    arePaused = false
    if spare < 0 { spare = countersign_open_null() }
    for listener in listeners { _ = countersign_epoll_add(epoll, listener, EPOLLIN.rawValue, UInt64(listener)) }
  }

  func drain() {
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
}
