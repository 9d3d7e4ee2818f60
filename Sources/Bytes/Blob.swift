/// Bytes that nobody changes any more: a finished page, an asset, a block of headers.
///
/// A class, so that handing it from a worker to an event loop costs a reference count and no copy.
/// `@unchecked Sendable` holds because the memory is written only before `init` returns and freed only in `deinit`.
public final class Blob: @unchecked Sendable {
  public let count: Int
  private let storage: UnsafeMutableRawPointer?

  /// Takes over `storage`, which must have been allocated and will be freed here.
  init(adopting storage: UnsafeMutableRawPointer?, count: Int) {
    self.storage = storage
    self.count = count
  }

  deinit { storage?.deallocate() }

  public static let empty = Blob(adopting: nil, count: 0)

  public convenience init(_ bytes: [UInt8]) {
    var buffer = ByteBuffer(capacity: bytes.count)
    buffer.append(bytes)
    let (storage, count) = buffer.release()
    self.init(adopting: storage, count: count)
  }

  public convenience init(_ text: String) {
    var buffer = ByteBuffer(capacity: text.utf8.count)
    buffer.append(text)
    let (storage, count) = buffer.release()
    self.init(adopting: storage, count: count)
  }

  public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try body(UnsafeRawBufferPointer(start: storage, count: count))
  }

  public var array: [UInt8] { withUnsafeBytes { Array($0) } }

  /// The bytes read as UTF-8; damaged sequences become U+FFFD.
  public var text: String { withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }
}
