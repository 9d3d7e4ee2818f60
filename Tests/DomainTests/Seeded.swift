/// SplitMix64: the same numbers from the same seed, so that a failing case can be named and run again.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

  /// Small and huge alike: the number of bits is drawn first.
  mutating func integer() -> Int64 { Int64(truncatingIfNeeded: next()) >> Int64(below(64)) }

  mutating func text(_ limit: Int = 12) -> String {
    let alphabet = Array("aZ09 -_.=&?/#%+\\\n\r\t\"'<>{}äß€😀\u{0301}\u{0}")
    return String((0..<below(limit + 1)).map { _ in pick(alphabet) })
  }
}
