import Glibc

/// Finds the value behind a stored name by its bytes, without making a String of it: a page of the inbox reads two hundred.
struct StoredNames<Value: Sendable>: Sendable {
  private let entries: [(name: [UInt8], value: Value)]

  init(_ entries: [(name: String, value: Value)]) { self.entries = entries.map { (Array($0.name.utf8), $0.value) } }

  subscript(bytes: UnsafeRawBufferPointer) -> Value? {
    guard let wanted = bytes.baseAddress else { return nil }
    for entry in entries where entry.name.count == bytes.count {
      if entry.name.withUnsafeBytes({ memcmp($0.baseAddress ?? wanted, wanted, $0.count) }) == 0 { return entry.value }
    }
    return nil
  }
}
