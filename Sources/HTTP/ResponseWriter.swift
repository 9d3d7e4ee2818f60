import Bytes

/// The only place where answers become bytes: it alone writes date, length, connection and request id, and it never gives a
/// body to an answer that has none (RFC 9112 §6.3).
final class ResponseWriter {
  /// What is written and not yet offered to the socket: short things in one buffer, long bodies by reference.
  struct Batch: ~Copyable {
    struct Piece {
      /// The end in the buffer of what comes before `blob`.
      let end: Int
      let blob: Blob
    }

    var bytes = ByteBuffer(capacity: 16_384)
    var pieces: [Piece] = []
    var count = 0
    var isEmpty: Bool { count == 0 }

    mutating func removeAll() {
      bytes.removeAll()
      pieces.removeAll(keepingCapacity: true)
      count = 0
    }
  }

  /// What the answer must know of its request.
  struct Circumstances {
    var isHead = false
    var isHTTP10 = false
    var keep = false
    var takesGzip = false
    var id: String
  }

  var batch = Batch()
  private let deflater = Deflater()
  private var dateSecond = Int64.min
  private var dateLine = Blob.empty

  /// Bodies up to here are copied behind their head, which is cheaper than another piece for the kernel.
  private static let copiedBody = 2_048
  /// Below, gzip saves nothing that the network notices.
  private static let compressedBody = 1_024

  /// `now` in seconds since 1970.
  func setDate(_ now: Int64) {
    guard now != dateSecond else { return }
    dateSecond = now
    dateLine = Blob("Date: \(HTTPDate.format(now))\r\n")
  }

  /// Appends the answer to the batch and returns its length.
  func write(_ response: Response, _ circumstances: Circumstances) -> Int {
    if response.cut == .beforeHead { return 0 }
    let before = batch.count
    let start = batch.bytes.count
    var body = response.body
    var encoding = response.encoding
    if response.compressible, !response.status.hasNoBody {
      if circumstances.takesGzip, encoding == nil, body.count > ResponseWriter.compressedBody, let smaller = deflater.gzip(body) {
        body = smaller
        encoding = "gzip"
      }
    }

    writeStatus(response.status)
    batch.bytes.append(dateLine)
    let isStream = response.topic != nil
    if !response.status.hasNoBody {
      if !body.isEmpty || isStream {
        batch.bytes.append("Content-Type: ")
        batch.bytes.append(response.type)
        batch.bytes.append("\r\n")
      }
      if !isStream {
        batch.bytes.append("Content-Length: ")
        batch.bytes.append(body.count)
        batch.bytes.append("\r\n")
      }
      if let encoding {
        batch.bytes.append("Content-Encoding: ")
        batch.bytes.append(encoding)
        batch.bytes.append("\r\n")
      }
    }
    if response.compressible { batch.bytes.append("Vary: Accept-Encoding\r\n") }
    if !circumstances.keep {
      batch.bytes.append("Connection: close\r\n")
    } else if circumstances.isHTTP10 {
      batch.bytes.append("Connection: keep-alive\r\n")
    }
    batch.bytes.append("x-request-id: ")
    batch.bytes.append(circumstances.id)
    batch.bytes.append("\r\n")
    for field in response.fields {
      batch.bytes.append(field.name)
      batch.bytes.append(": ")
      batch.bytes.append(field.value)
      batch.bytes.append("\r\n")
    }
    batch.bytes.append(response.standing.bytes)
    batch.bytes.append("\r\n")
    batch.count += batch.bytes.count - start

    if case .inBody(let kept) = response.cut { body = Blob(Array(body.array.prefix(kept))) }
    if !circumstances.isHead, !response.status.hasNoBody, !body.isEmpty { append(body) }
    return batch.count - before
  }

  func append(_ blob: Blob) {
    if blob.count <= ResponseWriter.copiedBody {
      batch.bytes.append(blob)
    } else {
      batch.pieces.append(Batch.Piece(end: batch.bytes.count, blob: blob))
    }
    batch.count += blob.count
  }

  func append(_ text: StaticString) {
    batch.bytes.append(text)
    batch.count += text.utf8CodeUnitCount
  }

  /// A part of the buffer, to be kept while the socket is full.
  func copy(_ range: Range<Int>) -> Blob {
    var copied = ByteBuffer(capacity: range.count)
    batch.bytes.withUnsafeBytes { copied.append(UnsafeRawBufferPointer(rebasing: $0[range])) }
    return copied.finish()
  }

  private func writeStatus(_ status: Status) {
    if status == .ok {
      batch.bytes.append("HTTP/1.1 200 OK\r\n")
      return
    }
    batch.bytes.append("HTTP/1.1 ")
    batch.bytes.append(Int(status.code))
    batch.bytes.append(" ")
    batch.bytes.append(status.reason)
    batch.bytes.append("\r\n")
  }
}

extension Blob {
  var isEmpty: Bool { count == 0 }
}
