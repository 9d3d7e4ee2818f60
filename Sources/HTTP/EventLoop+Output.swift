import Bytes
import CLinux
import Glibc
import Synchronization

/// Answers on their way to the socket, and what waits while it is full.
extension EventLoop {
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
}
