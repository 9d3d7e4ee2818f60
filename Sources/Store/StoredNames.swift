/// Finds the value behind a stored name by its bytes, without making a String of it: a page of the inbox reads two hundred.
struct StoredNames<Value: Sendable>: Sendable {
  private let names: [[UInt8]]
  private let lengths: [Int]  // beside each other, because most names are told apart by them
  private let values: [Value]

  init(_ entries: [(name: String, value: Value)]) {
    names = entries.map { Array($0.name.utf8) }
    lengths = names.map(\.count)
    values = entries.map(\.value)
  }

  subscript(bytes: UnsafeRawBufferPointer) -> Value? {
    for index in lengths.indices where lengths[index] == bytes.count {
      if names[index].withUnsafeBytes({ $0.elementsEqual(bytes) }) { return values[index] }
    }
    return nil
  }
}
