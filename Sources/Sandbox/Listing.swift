import Bytes

/// What `page`, `pageSize`, `orderBy`, `fields` and `conditions` ask for (API-NOTES §2).
struct Listing {
  let filter: Filter?
  /// What some element of an array must be (`childConditions`, `customFieldConditions`).
  let elements: [ElementFilter]
  let order: [(path: [String], kind: Shape.Kind, isDescending: Bool)]
  let fields: Fields
  let page: Int
  let pageSize: Int
  /// Set for forward-only paging: only ids above it.
  let after: Int?

  init(_ request: SandboxRequest, _ shape: Shape) throws(Refused) {
    if let text = request.value("conditions"), !text.allSatisfy(\.isWhitespace) {
      filter = try FilterParser.parse(text, for: shape)
    } else {
      filter = nil
    }
    elements = try ElementFilter.read(request, shape)
    fields = try Fields(request.value("fields"), shape)
    let isForward = request.headers["pagination-type"]?.lowercased() == "forward-only"
    guard !isForward || request.value("orderBy") == nil else {
      throw Refused(status: 400, code: "InvalidArgument", message: "orderBy cannot be used with forward-only pagination.")
    }
    order = try Self.order(request.value("orderBy"), shape)
    page = isForward ? 1 : try Self.number(request.value("page"), "page", otherwise: 1)
    pageSize = min(1000, try Self.number(request.value("pageSize"), "pageSize", otherwise: 25))
    after = isForward ? try Self.number(request.value("pageId"), "pageId", otherwise: 0, least: 0) : nil
  }

  private static func number(_ text: String?, _ name: String, otherwise: Int, least: Int = 1) throws(Refused) -> Int {
    guard let text, !text.isEmpty else { return otherwise }
    guard let number = Int(text), number >= least, number <= 1_000_000_000 else {
      throw Refused(status: 400, code: "InvalidArgument", message: "\(name) is not valid.")
    }
    return number
  }

  private static func order(_ text: String?, _ shape: Shape) throws(Refused) -> [(
    path: [String], kind: Shape.Kind, isDescending: Bool
  )] {
    var order: [(path: [String], kind: Shape.Kind, isDescending: Bool)] = []
    for part in (text ?? "").split(separator: ",") {
      let words = part.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
      guard let name = words.first else { continue }
      let path = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard let kind = shape.kind(of: path), words.count == 1 || words.count == 2 && ["asc", "desc"].contains(words[1]) else {
        throw .condition("\(name.prefix(60)) is not a recognized name.")
      }
      order.append((path, kind, words.last == "desc"))
    }
    return order
  }

  var isByID: Bool { order.isEmpty || order[0].path == ["id"] && !order[0].isDescending }

  /// Whether the first comes before the second; equal ones stay in order of id.
  func precedes(_ first: [Fact], _ second: [Fact]) -> Bool {
    for (place, key) in order.enumerated() {
      let comparison = Self.compare(first[place], second[place])
      if comparison != 0 { return key.isDescending ? comparison > 0 : comparison < 0 }
    }
    return false
  }

  private static func compare(_ first: Fact, _ second: Fact) -> Int {
    func of<T: Comparable>(_ first: T, _ second: T) -> Int { first < second ? -1 : first > second ? 1 : 0 }
    return switch (first, second) {
    case (.text(let first), .text(let second)): of(first.lowercased(), second.lowercased())
    case (.number(let first), .number(let second)): of(first, second)
    case (.moment(let first), .moment(let second)): of(first, second)
    case (.flag(let first), .flag(let second)): of(first ? 1 : 0, second ? 1 : 0)
    case (.missing, .missing): 0
    case (.missing, _): -1
    case (_, .missing): 1
    default: 0
    }
  }

  /// The `Link` header; `page` is the last parameter of each URL, because a shipped client relies on it (API-NOTES §14).
  func link(_ request: SandboxRequest, total: Int, lastID: Int?) -> String? {
    func url(_ name: String, _ value: Int) -> String {
      let kept = request.query.filter { !["page", "pageid"].contains($0.name.lowercased()) }
      let pairs = kept.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" } + ["\(name)=\(value)"]
      return "<\(request.origin)\(request.path)?\(pairs.joined(separator: "&"))>"
    }
    if after != nil { return lastID.map { "\(url("pageId", $0)); rel=\"next\"" } }
    let last = max(1, (total + pageSize - 1) / pageSize)
    guard last > 1 || page > 1 else { return nil }
    var links: [String] = []
    if page < last { links += ["\(url("page", page + 1)); rel=\"next\"", "\(url("page", last)); rel=\"last\""] }
    if page > 1 { links += ["\(url("page", 1)); rel=\"first\"", "\(url("page", min(page - 1, last))); rel=\"prev\""] }
    return links.joined(separator: ", ")
  }
}

/// The `fields` parameter: which parts of a record to send. `_info` then comes only when asked for.
struct Fields {
  private let paths: [[String]]

  init(_ text: String?, _ shape: Shape) throws(Refused) {
    var paths: [[String]] = []
    for name in (text ?? "").split(separator: ",") {
      let path = name.lowercased().filter { !$0.isWhitespace }.split(separator: "/", omittingEmptySubsequences: false).map(
        String.init)
      guard shape.knows(path) else { throw .condition("\(name.prefix(60)) is not a recognized name.") }
      paths.append(path)
    }
    self.paths = paths
  }

  func trim(_ record: JSON) -> JSON { paths.isEmpty ? record : Self.trim(record, paths) }

  private static func trim(_ value: JSON, _ paths: [[String]]) -> JSON {
    guard case .object(let members) = value else { return value }
    return .object(
      members.compactMap { member in
        let name = member.name.lowercased()
        let tails = paths.filter { $0.first == name }.map { Array($0.dropFirst()) }
        guard !tails.isEmpty else { return nil }
        return tails.contains([]) ? member : .init(name: member.name, value: trim(member.value, tails))
      })
  }
}

extension Sandbox {
  mutating func list(_ kind: RecordKind, _ request: SandboxRequest, _ records: Records) throws(Refused) -> SandboxAnswer {
    let listing = try Listing(request, kind.family.shape)
    let (page, total) = find(kind, listing, records, key: request.value("conditions") ?? "")
    var headers: [(name: String, value: String)] = []
    if let link = listing.link(request, total: total, lastID: page.last?["id"]?.int) { headers.append(("Link", link)) }
    var buffer = ByteBuffer(capacity: 4096)
    JSON.list(page.map(listing.fields.trim)).write(to: &buffer)
    return .init(status: 200, headers: headers, body: buffer.finish().array)
  }

  mutating func count(_ kind: RecordKind, _ request: SandboxRequest, _ records: Records) throws(Refused) -> SandboxAnswer {
    let listing = try Listing(request, kind.family.shape)
    let total = find(kind, listing, records, key: request.value("conditions") ?? "").total
    return .init(status: 200, headers: [], body: JSON.record([("count", .integer(total))]).bytes)
  }

  private mutating func find(_ kind: RecordKind, _ listing: Listing, _ records: Records, key: String) -> (
    page: [JSON], total: Int
  ) {
    let start = (listing.page - 1) * listing.pageSize
    if kind.family == .invoices {
      let found = invoices(listing, records, key: key)
      let range = min(start, found.count)..<min(start + listing.pageSize, found.count)
      return (found[range].map { records.invoice(data.invoices[$0], change($0)) }, found.count)
    }
    var page: [JSON] = []
    var total = 0
    if listing.isByID {
      for record in candidates(kind, listing.filter, records) where matches(record, listing) {
        if total >= start, page.count < listing.pageSize { page.append(record) }
        total += 1
      }
      return (page, total)
    }
    var found: [(record: JSON, facts: [Fact])] = []
    for record in candidates(kind, listing.filter, records) where matches(record, listing) {
      found.append((record, listing.order.map { Fact(record.value(at: $0.path), kind: $0.kind) }))
    }
    let sorted = found.enumerated().sorted {
      listing.precedes($0.element.facts, $1.element.facts)
        || !listing.precedes($1.element.facts, $0.element.facts) && $0.offset < $1.offset
    }
    let range = min(start, sorted.count)..<min(start + listing.pageSize, sorted.count)
    return (sorted[range].map(\.element.record), sorted.count)
  }

  private func matches(_ record: JSON, _ listing: Listing) -> Bool {
    if let after = listing.after, let id = record["id"]?.int, id <= after { return false }
    guard listing.filter?.matches({ Fact(record.value(at: $0.path), kind: $0.kind) }) ?? true else { return false }
    return listing.elements.allSatisfy { $0.isFound(in: record) }
  }

  /// Indices of the invoices that match, in order; kept until the next change.
  private mutating func invoices(_ listing: Listing, _ records: Records, key: String) -> [Int] {
    let key = "\(ledger.count) \(listing.order.map { "\($0.path) \($0.isDescending)" }) \(listing.after ?? -1) \(key)"
    if let last = world.lastList, last.key == key { return last.found }
    var whole: (index: Int, record: JSON)?
    var current: DemoInvoice?
    func fact(_ index: Int, _ path: [String], _ kind: Shape.Kind) -> Fact {
      if current?.index != index { current = data.invoices[index] }
      guard let invoice = current else { return .missing }
      if let quick = quickFact(invoice, path) { return quick }
      if whole?.index != index { whole = (index, records.invoice(invoice, change(index))) }
      return Fact(whole?.record.value(at: path), kind: kind)
    }
    let wanted = listing.filter?.required(["id"])?.compactMap { index(ofInvoice: $0) }
    var found = (wanted.map { Set($0).sorted() } ?? Array(data.invoices.indices)).filter { index in
      if let after = listing.after, 7001 + index <= after { return false }
      if world.changes[index]?.isRemoved == true { return false }
      return listing.filter?.matches { fact(index, $0.path, $0.kind) } ?? true
    }
    if !listing.isByID {
      let keyed = found.map { index in (index: index, facts: listing.order.map { fact(index, $0.path, $0.kind) }) }
      found = keyed.sorted {
        listing.precedes($0.facts, $1.facts) || !listing.precedes($1.facts, $0.facts) && $0.index < $1.index
      }.map(\.index)
    }
    world.lastList = (key, found)
    return found
  }
}

extension JSON {
  /// Like `at`, with the bare names of `_info`.
  func value(at path: [String]) -> JSON? {
    if let value = at(path[...]) { return value }
    return path.count == 1 ? self["_info"]?.at(path[...]) : nil
  }
}
