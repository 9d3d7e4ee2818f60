/// A text that stands in somebody else's memory, such as a column where SQLite holds it: to be shown, not to be kept.
///
/// Valid only inside the closure that lent it; `string` makes a copy that lasts. A page of the inbox shows three hundred texts,
/// and making a String of each costs more than writing them. Not Sendable, so that none leaves the thread it was lent to.
public struct LentText: Equatable {
  public let bytes: UnsafeRawBufferPointer

  @inlinable public init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  @inlinable public var isEmpty: Bool { bytes.isEmpty }

  /// A copy; damaged UTF-8 becomes U+FFFD.
  public var string: String { String(brief: bytes) }

  /// What stands before the first blank, as a copy: a name's first word.
  public var firstWord: String {
    let end = bytes.place(of: UInt8(ascii: " "), from: 0)
    return String(brief: UnsafeRawBufferPointer(rebasing: bytes[..<end]))
  }

  public static func == (one: LentText, other: LentText) -> Bool { one.bytes.elementsEqual(other.bytes) }
}

extension String {
  /// The same as decoding UTF-8. Up to fifteen bytes, which need no memory of their own, are taken over at a third of its cost.
  public init(brief bytes: UnsafeRawBufferPointer) {
    if bytes.count <= 15 {
      self.init(unsafeUninitializedCapacity: bytes.count) { room in
        UnsafeMutableRawBufferPointer(room).copyMemory(from: bytes)
        return bytes.count
      }
    } else {
      self.init(decoding: bytes, as: UTF8.self)
    }
  }
}

extension LentText: ExpressibleByStringLiteral {
  /// A text of the source code is lent for as long as the program runs.
  public init(stringLiteral text: StaticString) {
    self.init(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}

extension LentText: CustomStringConvertible {
  public var description: String { string }
}
