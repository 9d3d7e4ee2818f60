extension UnsafeRawBufferPointer {
  /// Where `byte` stands next at or behind `start`, or `count`. Eight bytes are looked at together.
  @inlinable public func place(of byte: UInt8, from start: Int) -> Int {
    guard let baseAddress, start >= 0 else { return count }
    var index = start
    let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
    while index &+ 8 <= count {
      let word = UInt64(littleEndian: baseAddress.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ pattern
      // The lowest bit set marks the first byte that became zero.
      let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if zeros != 0 { return index &+ zeros.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < count {
      if baseAddress.load(fromByteOffset: index, as: UInt8.self) == byte { return index }
      index &+= 1
    }
    return count
  }
}
