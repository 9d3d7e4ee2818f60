/// Repeatable chance: the same seed gives the same throws (SplitMix64).
struct Chance {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A stream of its own for each pair, so that one invoice does not depend on how many came before it.
  init(seed: UInt64, stream: Int) {
    var mixed = Chance(seed: seed)
    state = mixed.next() ^ (UInt64(bitPattern: Int64(stream)) &* 0x9E37_79B9_7F4A_7C15)
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// 0 ..< limit
  mutating func below(_ limit: Int) -> Int { Int(truncatingIfNeeded: next() % UInt64(max(1, limit))) }

  mutating func between(_ low: Int, _ high: Int) -> Int { low + below(high - low + 1) }

  mutating func percent(_ share: Int) -> Bool { below(100) < share }

  mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }
}
