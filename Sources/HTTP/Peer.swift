import Bytes

/// A client as its event loop holds it: the socket, the state machine, and what waits in either direction.
///
/// Idle, it holds no buffers: reading goes through the loop's one buffer, and only what cannot be used yet is kept here.
final class Peer {
  let descriptor: Int32
  /// The descriptor and a generation: an event that was meant for an earlier connection does not find this one.
  let token: UInt64
  let identity: PeerIdentity
  var connection: Connection
  /// Octets read from the socket that wait for the present answer.
  var pending: [UInt8] = []
  var unsent = Unsent()
  /// The epoll events asked for.
  var interest: UInt32
  /// Epoll reported octets at a time when none are wanted.
  var hasUnwantedInput = false
  /// The request whose body is being read.
  var exchange: Exchange?
  /// The request that the application is answering elsewhere.
  var request: Request?
  var upload: UploadFile?
  /// Set for a subscriber of server-sent events.
  var topic: String?
  /// Counts the requests handed to the application, so that a late answer does not meet a later request.
  var serial: UInt64 = 0
  /// What was last counted into the loop's memory.
  var countedBytes = 0

  init(descriptor: Int32, generation: UInt32, identity: PeerIdentity, interest: UInt32, now: Int64) {
    self.descriptor = descriptor
    self.token = UInt64(generation) << 32 | UInt64(UInt32(bitPattern: descriptor))
    self.identity = identity
    self.interest = interest
    connection = Connection(at: now)
  }

  var heldBytes: Int { connection.heldBytes + pending.count + unsent.count }
}

/// A request between the end of its head and the end of its body.
struct Exchange {
  enum Destination { case application, files, outside, serverOptions }

  let head: Head
  let method: Method
  let origin: Origin
  let destination: Destination
  let id: String
  /// Microseconds, when the head was complete.
  let started: Int64
}

/// Output that the socket did not take yet, in order.
struct Unsent {
  struct Piece {
    let blob: Blob
    var offset: Int
  }

  var pieces: [Piece] = []
  private(set) var count = 0
  var isEmpty: Bool { pieces.isEmpty }

  mutating func append(_ blob: Blob, from offset: Int = 0) {
    guard offset < blob.count else { return }
    pieces.append(Piece(blob: blob, offset: offset))
    count += blob.count - offset
  }

  mutating func removeFirst(_ sent: Int) {
    count -= sent
    var rest = sent
    var done = 0
    while done < pieces.count, rest >= pieces[done].blob.count - pieces[done].offset {
      rest -= pieces[done].blob.count - pieces[done].offset
      done += 1
    }
    pieces.removeFirst(done)
    if rest > 0 { pieces[0].offset += rest }
    if pieces.isEmpty { pieces = [] }
  }
}
