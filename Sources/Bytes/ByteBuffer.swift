/// Bytes in the making: grows, is moved and never copied, and ends as a `Blob`.
///
/// Pages, responses and JSON are written into one of these. It is move-only because that is what makes appending cheap:
/// no reference count and no copy-on-write check per piece (20 µs a page against 35 with `[UInt8]`).
public struct ByteBuffer: ~Copyable {
  @usableFromInline var storage: UnsafeMutableRawPointer?
  @usableFromInline var capacity: Int
  @usableFromInline var length: Int

  @inlinable public init() {
    self.init(capacity: 0)
  }

  public init(capacity: Int) {
    self.capacity = max(0, capacity)
    self.length = 0
    self.storage = capacity > 0 ? .allocate(byteCount: capacity, alignment: 16) : nil
  }

  deinit { storage?.deallocate() }

  @inlinable public var count: Int { length }
  @inlinable public var isEmpty: Bool { length == 0 }

  /// Forgets what was written and keeps the memory.
  public mutating func removeAll() { length = 0 }

  @inlinable public mutating func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inlinable public mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  @inlinable public mutating func append(_ text: Substring) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  public mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  public mutating func append(_ blob: Blob) {
    blob.withUnsafeBytes { append($0) }
  }

  @inlinable public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count)
    (storage! + length).copyMemory(from: source, byteCount: bytes.count)
    length += bytes.count
  }

  @inlinable public mutating func append(_ bytes: borrowing Span<UInt8>) {
    bytes.withUnsafeBytes { append($0) }
  }

  @inlinable public mutating func append(byte: UInt8) {
    reserve(1)
    storage!.storeBytes(of: byte, toByteOffset: length, as: UInt8.self)
    length += 1
  }

  /// Appends `number` in decimal digits.
  public mutating func append(_ number: Int) { append(Int64(number)) }

  public mutating func append(_ number: Int64) {
    if number < 0 { append(byte: UInt8(ascii: "-")) }
    var rest = number.magnitude
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var start = 20
      repeat {
        start -= 1
        digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(digits)[start..<20]))
    }
  }

  public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try body(UnsafeRawBufferPointer(start: storage, count: count))
  }

  /// Room for at least `extra` more bytes, filled by `body`, which says how many it wrote.
  public mutating func append(upTo extra: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int) {
    reserve(extra)
    let written = body(UnsafeMutableRawBufferPointer(start: storage.map { $0 + count }, count: extra))
    precondition(written >= 0 && written <= extra, "a writer reported \(written) bytes in a room of \(extra)")
    length += written
  }

  /// Drops the first `dropped` bytes; what is left moves to the front.
  public mutating func removeFirst(_ dropped: Int) {
    precondition(dropped >= 0 && dropped <= length)
    guard dropped > 0 else { return }
    length -= dropped
    if length > 0, let storage { storage.copyMemory(from: storage + dropped, byteCount: length) }
  }

  public consuming func finish() -> Blob {
    let (storage, count) = release()
    return Blob(adopting: storage, count: count)
  }

  /// Makes sure of room for `extra` more bytes. The common case, room enough, is one comparison in the caller.
  @inlinable public mutating func reserve(_ extra: Int) {
    if length + extra > capacity { grow(by: extra) }
  }

  @usableFromInline mutating func grow(by extra: Int) {
    let grown = max(length + extra, capacity * 2, 64)
    let fresh = UnsafeMutableRawPointer.allocate(byteCount: grown, alignment: 16)
    if let storage {
      fresh.copyMemory(from: storage, byteCount: length)
      storage.deallocate()
    }
    storage = fresh
    capacity = grown
  }

  /// Hands the memory to the caller, who must free it.
  mutating func release() -> (UnsafeMutableRawPointer?, Int) {
    defer {
      storage = nil
      capacity = 0
      length = 0
    }
    return (storage, length)
  }
}
