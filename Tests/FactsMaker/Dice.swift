/// SplitMix64: the same numbers from the same seed, so that a failing case can be named and run again.
public struct Dice: RandomNumberGenerator {
  private var state: UInt64

  public init(_ seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  public mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }

  public mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

  public mutating func percent(_ share: Int) -> Bool { below(100) < share }

  /// Small and huge alike: the number of bits is drawn first. Now and then the very ends.
  public mutating func integer() -> Int64 {
    switch below(40) {
    case 0: .max
    case 1: .min
    case 2: 0
    default: Int64(truncatingIfNeeded: next()) >> Int64(below(64))
    }
  }

  public mutating func text() -> String {
    let words = [
      "", " ", "Fixed.", "TODO", "do not bill", "don’t bill", "Replaced the printer and tested it on all clients", "goodwill",
      "\u{0}\u{1F}", "e\u{301}e\u{301}", "👩‍👩‍👧‍👦", "مرحبا", "内部", "\u{200B}", "Straße", "İ", "\u{212A}", "-", "=", "\n\r\n\t", "x",
    ]
    var text = ""
    for _ in 0..<below(below(10) == 0 ? 60 : 6) {
      text += pick(words)
      if percent(60) { text += " " }
    }
    return text
  }
}
