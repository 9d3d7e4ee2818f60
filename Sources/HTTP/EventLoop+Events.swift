import Bytes
import Synchronization

/// Server-sent events: who listens to what, and how it reaches them.
extension EventLoop {
  func subscribe(_ peer: Peer, _ topic: String) {
    peer.topic = topic
    peer.pending = []
    topics[topic, default: [:]][peer.token] = peer
    tally.subscribers.add(1, ordering: .relaxed)
    // A comment at once, so that proxies pass the head on and the client knows that it is connected.
    writer.append(": connected\n\n")
    peer.connection.beganStream(at: now)
    if isDraining { peer.connection.endStream(at: now) }
  }

  func unsubscribe(_ peer: Peer) {
    guard let topic = peer.topic else { return }
    peer.topic = nil
    tally.subscribers.subtract(1, ordering: .relaxed)
    topics[topic]?[peer.token] = nil
    if topics[topic]?.isEmpty == true { topics[topic] = nil }
  }

  func publish(_ event: Blob, _ topic: String) {
    guard let peers = topics[topic]?.values else { return }
    for peer in peers {
      writer.append(event)
      flush(peer)
      // Who does not keep up is let go, and catches up when it comes back.
      if peer.unsent.count > limits.eventBacklog { remove(peer) }
      settle(peer)
    }
  }
}

/// The text form of one event.
package enum EventStream {
  /// Every line of the data in a field of its own; a name with a line break is left out.
  package static func encode(event: String, data: String) -> Blob {
    var buffer = ByteBuffer(capacity: data.utf8.count + 64)
    if !event.isEmpty, !event.utf8.contains(where: { $0 == Octet.lineFeed || $0 == Octet.carriageReturn }) {
      buffer.append("event: ")
      buffer.append(event)
      buffer.append("\n")
    }
    buffer.append("data: ")
    var isAfterReturn = false
    for byte in data.utf8 {
      if byte == Octet.lineFeed, isAfterReturn {
        isAfterReturn = false
        continue
      }
      isAfterReturn = byte == Octet.carriageReturn
      if byte == Octet.lineFeed || byte == Octet.carriageReturn {
        buffer.append("\ndata: ")
      } else {
        buffer.append(byte: byte)
      }
    }
    buffer.append("\n\n")
    return buffer.finish()
  }
}
