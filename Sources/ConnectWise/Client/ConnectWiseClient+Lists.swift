import Curl

/// Any list of ConnectWise, by the page, whole, or walked through.
extension ConnectWiseClient {
  /// One page.
  public func page<Record>(_ list: RecordList<Record>, _ listing: Listing = Listing()) throws(ConnectWiseFailure) -> Page<Record>
  {
    var listing = listing
    if listing.fields.isEmpty { listing.fields = list.fields }
    if list.isPlain {
      listing.orderBy = nil
      listing.isForwardOnly = false
    }
    let response = try read(
      Call(
        path: list.path, query: list.query + listing.query, headers: listing.headers, resource: list.resource, isList: true))
    let (records, unreadable, highest) = try Answering.decodeList(Record.self, response)
    return Page(
      records: records, unreadable: unreadable,
      next: listing.next(after: records.count + unreadable.count, highest: highest, link: response.header("Link")))
  }

  /// Every record, by numbered pages. For lists that fit into memory and do not shrink while they are read.
  public func all<Record>(
    _ list: RecordList<Record>, where condition: Condition? = nil, fields: [String] = []
  ) throws(ConnectWiseFailure) -> (records: [Record], unreadable: [String]) {
    var all: (records: [Record], unreadable: [String]) = ([], [])
    var listing = Listing(where: condition, fields: fields)
    for _ in 0..<Listing.mostPages {
      let page = try page(list, listing)
      all.records += page.records
      all.unreadable += page.unreadable
      guard let next = page.next, !page.isEmpty else { return all }
      listing.page = next
    }
    throw .unreadable(detail: "\(list.path) does not end")
  }

  /// Those of these ids that exist, in as few requests as the length of a URL allows. `name` is the field that holds the id.
  public func all<Record>(
    _ list: RecordList<Record>, of ids: [Int], by name: String = "id", fields: [String] = []
  ) throws(ConnectWiseFailure) -> (records: [Record], unreadable: [String]) {
    var all: (records: [Record], unreadable: [String]) = ([], [])
    for some in Condition.portions(of: ids) {
      let found = try self.all(list, where: .oneOf(name, some), fields: fields)
      all.records += found.records
      all.unreadable += found.unreadable
    }
    return all
  }

  /// Hands over page after page in order of id, by forward-only pages: however long the list, no more than one page is held,
  /// and records that come or go meanwhile do not make others be missed. Begins after the id `after`.
  public func walk<Record>(
    _ list: RecordList<Record>, where condition: Condition? = nil, fields: [String] = [], after: Int = 0, pageSize: Int = 1000,
    each: (Page<Record>) throws -> Void
  ) throws {
    var listing = Listing.forward(where: condition, fields: fields, after: after, pageSize: pageSize)
    for _ in 0..<Listing.mostPages {
      let page = try page(list, listing)
      // The Link header always names a next page (API-NOTES §2): an empty page is the end.
      guard !page.isEmpty else { return }
      try each(page)
      // To stop here quietly would lose the rest.
      guard let next = page.next else { throw ConnectWiseFailure.unreadable(detail: "the pages of \(list.path) do not move on") }
      listing.after = next
    }
    throw ConnectWiseFailure.unreadable(detail: "\(list.path) does not end")
  }

  public func count<Record>(_ list: RecordList<Record>, where condition: Condition? = nil) throws(ConnectWiseFailure) -> Int {
    let filter = Listing(where: condition).filter
    return try Answering.decode(
      Count.self, read(Call(path: list.path + "/count", query: list.query + filter, resource: list.resource, isList: true))
    ).count
  }

  /// One record. `.notFound` means that it is not there any more: whether the API has moved was looked at.
  public func one<Record>(_ list: RecordList<Record>, _ id: Int) throws(ConnectWiseFailure) -> Record {
    try Answering.decode(Record.self, read(Call(path: "\(list.path)/\(id)", resource: list.resource)))
  }
}

private struct Count: Decodable { let count: Int }
