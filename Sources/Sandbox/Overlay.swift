/// What was written to records other than invoices: laid over the demo data whenever it is read.
struct Overlay: Sendable {
  /// Whole records.
  var created: [RecordKind: [Int: JSON]] = [:]
  /// Fields by name; null takes one away.
  var changed: [RecordKind: [Int: [String: JSON]]] = [:]
  var removed: [RecordKind: Set<Int>] = [:]
  private(set) var lastID = 1_500_000_000

  mutating func nextID() -> Int {
    lastID += 1
    return lastID
  }

  /// The record as it is now; nil if it was removed.
  func apply(_ kind: RecordKind, _ record: JSON) -> JSON? {
    guard let id = record["id"]?.int else { return record }
    if removed[kind]?.contains(id) == true { return nil }
    guard let fields = changed[kind]?[id] else { return record }
    return record.with(fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  mutating func set(_ kind: RecordKind, _ id: Int, _ fields: [String: JSON]) {
    if let record = created[kind]?[id] {
      created[kind]?[id] = record.with(fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    } else {
      changed[kind, default: [:]][id, default: [:]].merge(fields) { $1 }
    }
  }

  mutating func remove(_ kind: RecordKind, _ id: Int) {
    if created[kind]?.removeValue(forKey: id) == nil { removed[kind, default: []].insert(id) }
  }
}

extension JSON {
  /// The object with these members set: where they are, or before `_info`; null takes away.
  func with(_ fields: [(String, JSON?)]) -> JSON {
    guard case .object(var members) = self else { return self }
    for (name, value) in fields {
      guard let value else { continue }
      let place = members.firstIndex { $0.name == name }
      switch (value, place) {
      case (.null, let place?): members.remove(at: place)
      case (.null, nil): break
      // Marks are moved, links are kept.
      case (.object(let new), let place?) where name == "_info":
        members[place].value = members[place].value.with(new.map { ($0.name, $0.value) })
      case (_, let place?): members[place].value = value
      case (_, nil):
        let end = members.last?.name == "_info" && name != "_info" ? members.count - 1 : members.count
        members.insert(Member(name: name, value: value), at: end)
      }
    }
    return .object(members)
  }
}
