import Domain

/// What is going to happen and when; of two things at the same moment the one that was put down first.
struct Agenda<Item> {
  private var entries: [(at: Instant, number: Int, item: Item)] = []
  private var count = 0

  var isEmpty: Bool { entries.isEmpty }
  var next: Instant? { entries.first?.at }

  mutating func put(_ item: Item, at instant: Instant) {
    entries.append((instant, count, item))
    count += 1
    var child = entries.count - 1
    while child > 0, precedes(child, (child - 1) / 2) {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func take(upTo instant: Instant) -> Item? {
    guard let first = entries.first, first.at <= instant else { return nil }
    let last = entries.removeLast()
    if !entries.isEmpty {
      entries[0] = last
      var parent = 0
      while true {
        let children = (2 * parent + 1)...(2 * parent + 2)
        guard let least = children.filter({ $0 < entries.count }).min(by: { precedes($0, $1) }), precedes(least, parent) else {
          break
        }
        entries.swapAt(least, parent)
        parent = least
      }
    }
    return first.item
  }

  private func precedes(_ first: Int, _ second: Int) -> Bool {
    (entries[first].at, entries[first].number) < (entries[second].at, entries[second].number)
  }
}
