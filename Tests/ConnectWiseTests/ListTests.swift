import Curl
import Foundation
import Synchronization
import Testing

@testable import ConnectWise

/// A long list that knows numbered and forward-only pages, and loses records while it is read.
private final class LongList: Sendable {
  let ids: Mutex<[Int]>
  /// Taken away after so many pages.
  let vanish: Mutex<[Int: [Int]]>
  let served = Mutex(0)
  let isOld: Bool

  init(_ ids: [Int], vanish: [Int: [Int]] = [:], isOld: Bool = false) {
    self.ids = Mutex(ids)
    self.vanish = Mutex(vanish)
    self.isOld = isOld
  }

  func answer(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    let items = URLComponents(string: request.url)?.queryItems ?? []
    func number(_ name: String) -> Int? { items.first { $0.name == name }?.value.flatMap { Int($0) } }
    let size = number("pageSize") ?? 25
    let isForward = !isOld && request.headers.contains { $0.name == "pagination-type" && $0.value == "forward-only" }
    let all = ids.withLock { $0 }
    let rest = isForward ? all.filter { $0 > number("pageId") ?? 0 } : Array(all.dropFirst(((number("page") ?? 1) - 1) * size))
    let page = rest.prefix(size)
    var headers: [(name: String, value: String)] = []
    if isForward {
      headers.append(("Link", "<https://h/x?conditions=id%20in%20(1,2)&pageId=\(page.last ?? 0)>; rel=\"next\""))
    } else if rest.count > size {
      headers.append(("Link", "<https://h/x?conditions=id in (1,2)&page=\((number("page") ?? 1) + 1)>; rel=\"next\""))
    } else {
      headers.append(("Link", "<https://h/x?page=1>; rel=\"first\""))
    }
    let count = served.withLock { served in
      served += 1
      return served
    }
    if let gone = vanish.withLock({ $0[count] }) { ids.withLock { $0.removeAll { gone.contains($0) } } }
    let body = "[" + page.map { #"{"id":\#($0),"type":"Standard"}"# }.joined(separator: ",") + "]"
    return .success(OutboundResponse(status: 200, headers: headers, body: Array(body.utf8)))
  }
}

@Suite struct ListTests {
  private func client(_ transport: ScriptedTransport) -> ConnectWiseClient {
    ConnectWiseClient(
      connection: Connection(site: Site("h")!, company: "acme", publicKey: "a", privateKey: "b", clientID: "c"),
      transport: transport, codebase: "v4_6_release/")
  }

  private func walked(_ list: LongList, pageSize: Int, after: Int = 0) throws -> (ids: [Int], largest: Int) {
    var ids: [Int] = []
    var largest = 0
    try client(ScriptedTransport { list.answer($0) }).walk(.invoices, after: after, pageSize: pageSize) { page in
      ids += page.records.map(\.id)
      largest = max(largest, page.records.count)
    }
    return (ids, largest)
  }

  @Test(arguments: [0, 1, 9, 10, 11, 237])
  func `a walk sees every record once, a page at a time`(count: Int) throws {
    let ids = (0..<count).map { 3 + $0 * 7 }
    let walk = try walked(LongList(ids), pageSize: 10)
    #expect(walk.ids == ids)
    #expect(walk.largest <= 10)
    #expect(try walked(LongList(ids), pageSize: 10, after: 40).ids == ids.filter { $0 > 40 })
  }

  @Test func `records that go while a walk is under way do not make others be missed`() throws {
    let walk = try walked(LongList(Array(1...50), vanish: [1: [1, 2, 3, 4], 2: [11, 12, 13]]), pageSize: 10)
    #expect(walk.ids == Array(1...50))
  }

  @Test func `a walk asks for forward-only pages, without order or number`() throws {
    let transport = ScriptedTransport(200, "[]")
    try client(transport).walk(.invoices, where: .changed(since: Stamp("2026-05-18T14:00:00Z")!), after: 12) { _ in }
    let request = try #require(transport.requests.first)
    #expect(
      request.url
        == "https://h/v4_6_release/apis/3.0/finance/invoices?conditions=lastUpdated%20%3E%20%5B2026-05-17%5D&pageSize=1000&pageId=12"
    )
    #expect(request.headers.contains { $0.name == "pagination-type" && $0.value == "forward-only" })
    _ = try client(transport).invoices()
    #expect(!transport.requests[1].headers.contains { $0.name == "pagination-type" })
  }

  @Test func `a server that does not know forward-only pages is noticed, and the rest is not lost quietly`() {
    let list = LongList(Array(1...50), isOld: true)
    #expect(throws: ConnectWiseFailure.self) { _ = try walked(list, pageSize: 10) }
    #expect(list.served.withLock { $0 } == 2)
  }

  @Test func `all pages of a list come by number, with commas in the Link header`() throws {
    let list = LongList(Array(1...2_345))
    let found = try client(ScriptedTransport { list.answer($0) }).all(.invoices)
    #expect(found.records.map(\.id) == Array(1...2_345))
    #expect(list.served.withLock { $0 } == 3)
  }

  @Test(arguments: [
    ("<https://h/x?conditions=invoice/id in (1,2,3)&page=2>; rel=\"next\", <https://h/x?page=9>; rel=\"last\"", 2),
    ("<https://h/x?page=9>; rel=\"last\", <https://h/x?conditions=a in (1,2)&page=4>; rel=\"next\"", 4),
    ("<https://h/x?page=5>; title=\"a, b\"; rel=\"next\"", nil), ("<https://h/x?page=5> ; rel = next", 5),
    ("<https://h/x?page=5", nil), ("<<https://h/x?page=5>; rel=next", 5), (">;<", nil),
    ("<https://h/x?page=5>; rel=\"nextish\"", nil),
  ])
  func `a Link is taken apart by its brackets`(header: String, page: Int?) { #expect(PageLink.nextPage(header) == page) }

  @Test func `marks ask for what they hold and nothing else`() throws {
    let transport = ScriptedTransport(200, #"[{"id":1,"status":{"id":2},"_info":{"lastUpdated":"2026-05-18T14:02:33Z"}}]"#)
    let marks = try client(transport).page(.invoiceMarks).records
    #expect(marks.first?.info?.lastUpdated == Stamp("2026-05-18T14:02:33Z"))
    #expect(marks.first?.status?.id == 2)
    #expect(transport.requests[0].url.contains("fields=id%2Cstatus%2C_info"))
  }

  @Test func `ids go out in portions that fit into a URL, none twice and none left out`() throws {
    for ids in [[], [7], Array(1...150), Array(1...151), Array(7_000_000..<7_001_000), [Int.max, Int.min]] {
      let portions = Condition.portions(of: ids)
      #expect(Array(portions.joined()) == ids)
      for portion in portions {
        #expect(portion.count <= 150)
        #expect(percentEncoded(Condition.oneOf("invoice/id", portion).text).utf8.count < 1_600)
      }
    }
    let transport = ScriptedTransport(200, "[]")
    _ = try client(transport).companies(Array(1_000_000..<1_000_400))
    #expect(transport.requests.count == 3)
    #expect(transport.requests.allSatisfy { $0.url.utf8.count < 2_000 })
    _ = try client(transport).companies([])
    #expect(transport.requests.count == 3)
  }

  @Test func `a count takes the same condition`() throws {
    let transport = ScriptedTransport(200, #"{"count":12}"#)
    #expect(try client(transport).count(.agreements, where: .equal("type/id", .number(5))) == 12)
    #expect(transport.requests[0].url.hasSuffix("/finance/agreements/count?conditions=type%2Fid%20%3D%205"))
  }

  @Test func `an audit trail is read back to a date, page by page, and says everything once`() throws {
    func entry(_ day: Int, _ text: String) -> String {
      #"{"text":"\#(text)","enteredDate":"2026-05-\#(day)T10:00:00Z","enteredBy":"x","auditType":"Record"}"#
    }
    let pages = [
      "[\(entry(20, "c")),\(entry(20, "c")),\(entry(19, "b")),{\"text\":\"when?\"}]",
      "[\(entry(11, "old")),\(entry(10, "older"))]",
      "[\(entry(9, "oldest"))]",
    ]
    let transport = ScriptedTransport { request in
      let page = URLComponents(string: request.url)?.queryItems?.first { $0.name == "page" }?.value.flatMap { Int($0) } ?? 1
      return .success(
        OutboundResponse(
          status: 200,
          headers: page < 3 ? [("Link", "<https://h?page=\(page + 1)>; rel=\"next\"")] : [("Link", "<x>; rel=first")],
          body: Array(pages[page - 1].utf8)))
    }
    let trail = try client(transport).auditTrail(of: .invoice, 7002, since: Stamp("2026-05-19")!)
    #expect(trail.map(\.text) == ["c", "b", "when?"])
    #expect(transport.requests.count == 2)
    #expect(
      transport.requests[0].url
        == "https://h/v4_6_release/apis/3.0/system/audittrail?type=Invoice&id=7002&pageSize=1000&page=1")
    #expect(try client(transport).auditTrail(of: .invoice, 7002).count == 6)
  }
}
