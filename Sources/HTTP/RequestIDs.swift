/// Names for requests, to find an answer's lines in the log: eight random signs per loop, seven that count.
///
/// Fifteen bytes, because Swift keeps a text of that length without asking for memory.
final class RequestIDs {
  private let prefix: UInt64
  private var number: UInt64

  init() {
    var random = SystemRandomNumberGenerator()
    prefix = random.next()
    number = random.next() >> 32
  }

  func next() -> String {
    number &+= 1
    let (prefix, number) = (prefix, number)
    return String(unsafeUninitializedCapacity: 15) { room in
      for index in 0..<8 { room[index] = RequestIDs.sign(prefix >> UInt64(5 * index)) }
      for index in 0..<7 { room[14 - index] = RequestIDs.sign(number >> UInt64(5 * index)) }
      return 15
    }
  }

  /// Crockford's base 32: no letter that is read as a digit.
  private static func sign(_ bits: UInt64) -> UInt8 {
    let value = UInt8(truncatingIfNeeded: bits & 31)
    switch value {
    case 0..<10: return 0x30 + value
    case 10..<18: return 0x61 + value - 10
    case 18..<20: return 0x6A + value - 18
    case 20..<22: return 0x6D + value - 20
    case 22..<27: return 0x70 + value - 22
    default: return 0x76 + value - 27
    }
  }
}
