/// "Did you mean …?": the known word that a mistyped one is closest to.
enum Resemblance {
  /// Nil when nothing is close enough to be worth proposing: at most a third of the letters may differ.
  static func closest(to typed: String, among known: some Sequence<String>) -> String? {
    let wanted = Array(typed.lowercased().utf8)
    var best: (word: String, distance: Int)?
    for word in known {
      let candidate = Array(word.lowercased().utf8)
      let found = distance(wanted, candidate)
      if found <= max(1, max(wanted.count, candidate.count) / 3), found < best?.distance ?? .max { best = (word, found) }
    }
    return best?.word
  }

  static func question(_ typed: String, among known: some Sequence<String>) -> String {
    closest(to: typed, among: known).map { " Did you mean \($0)?" } ?? ""
  }

  /// Insertions, deletions, replacements and swapped neighbours (optimal string alignment).
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [Int](repeating: i, count: b.count + 1)
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
