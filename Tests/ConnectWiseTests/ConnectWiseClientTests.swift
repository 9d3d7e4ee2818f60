import Curl
import Foundation
import Synchronization
import Testing

@testable import ConnectWise

/// Answers by script and remembers what was asked.
final class ScriptedTransport: Transport {
  private let answers: @Sendable (OutboundRequest) -> Result<OutboundResponse, CurlFailure>
  private let seen = Mutex<[OutboundRequest]>([])
  var requests: [OutboundRequest] { seen.withLock { $0 } }

  init(_ answers: @escaping @Sendable (OutboundRequest) -> Result<OutboundResponse, CurlFailure>) { self.answers = answers }

  convenience init(_ status: Int, _ body: String, headers: [(name: String, value: String)] = []) {
    self.init { _ in .success(OutboundResponse(status: status, headers: headers, body: Array(body.utf8))) }
  }

  func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    seen.withLock { $0.append(request) }
    return answers(request)
  }
}

@Suite struct ConnectWiseClientTests {
  func client(_ transport: ScriptedTransport, site: String = "cw.example.com", codebase: String? = "v4_6_release/")
    -> ConnectWiseClient
  {
    ConnectWiseClient(
      connection: Connection(site: Site(site)!, company: "acme", publicKey: "pub", privateKey: "priv", clientID: "cid"),
      transport: transport,
      codebase: codebase)
  }

  func failure<T>(_ transport: ScriptedTransport, _ call: (ConnectWiseClient) throws -> T) -> ConnectWiseFailure? {
    #expect(throws: ConnectWiseFailure.self) { _ = try call(client(transport)) }
  }

  @Test func `a request carries keys, client id and the pinned version, to the API host of the cloud`() throws {
    let transport = ScriptedTransport(200, #"{"version":"v1"}"#)
    _ = try client(transport, site: "na.myconnectwise.net", codebase: "v2025_1/").systemInfo()
    let request = try #require(transport.requests.first)
    #expect(request.url == "https://api-na.myconnectwise.net/v2025_1/apis/3.0/system/info")
    let headers = Dictionary(uniqueKeysWithValues: request.headers.map { ($0.name, $0.value) })
    #expect(headers["Authorization"] == "Basic " + Data("acme+pub:priv".utf8).base64EncodedString())
    #expect(headers["clientId"] == "cid")
    #expect(headers["Accept"] == "application/vnd.connectwise.com+json; version=2025.8, application/json")
  }

  @Test func `a list is asked for with everything encoded`() throws {
    let transport = ScriptedTransport(200, "[]")
    let listing = Listing(
      where: .equal("company/name", .text("Tarn & \"Pike\" 50%+")), fields: ["id", "status/id"], page: 3, pageSize: 50)
    _ = try client(transport).invoices(listing)
    #expect(
      transport.requests.first?.url
        == "https://cw.example.com/v4_6_release/apis/3.0/finance/invoices?conditions=company%2Fname%20%3D%20%22Tarn%20%26%20%5C%22Pike%5C%22%2050%25%2B%22&orderBy=id%20asc&fields=id%2Cstatus%2Fid&pageSize=50&page=3"
    )
  }

  @Test(arguments: [
    (#"{"Codebase":"v2025_1/","IsCloud":true}"#, "v2025_1/", true),
    (#"{"Codebase":"v4_6_release","IsCloud":"True"}"#, "v4_6_release/", true),
    (#"{"Codebase":"v4_6_release/","IsCloud":"False","CompanyName":null}"#, "v4_6_release/", false),
    (#"{"Codebase":"v4_6_release/"}"#, "v4_6_release/", false),
  ])
  func `companyinfo is read in its spellings`(body: String, codebase: String, isCloud: Bool) throws {
    let transport = ScriptedTransport(200, body)
    let client = client(transport, codebase: nil)
    #expect(try client.companyInfo().isCloud == isCloud)
    #expect(client.codebase == codebase)
    #expect(transport.requests.first?.url == "https://cw.example.com/login/companyinfo/acme")
    #expect(transport.requests.first?.headers.contains { $0.name == "Authorization" } == false)
  }

  @Test(arguments: ["../evil/", "a/b/", "", "/", "..", "x?y", "x#y", "x y", "é"])
  func `a codebase that is no plain path segment is refused`(codebase: String) throws {
    let body = String(decoding: try JSONEncoder().encode(["Codebase": codebase]), as: UTF8.self)
    let failure = failure(ScriptedTransport(200, body)) { try $0.companyInfo() }
    guard case .unreadable = failure else {
      Issue.record("got \(String(describing: failure))")
      return
    }
  }

  @Test func `an unknown company and a host that is no ConnectWise are told apart`() {
    #expect(failure(ScriptedTransport(200, "null")) { try $0.companyInfo() } == .unknownCompany("acme"))
    for (status, body) in [(200, "<html>welcome</html>"), (302, ""), (200, "")] {
      if case .wrongHost = failure(ScriptedTransport(status, body), { try $0.companyInfo() }) {
      } else {
        Issue.record("\(status) \(body)")
      }
    }
  }

  @Test func `absent and null are the same, unknown words survive, and numbers may carry a point`() throws {
    let absent = try client(ScriptedTransport(200, #"{"id":7001.0,"type":"Hologram"}"#)).invoice(7001)
    let null = try client(
      ScriptedTransport(
        200,
        #"{"id":7001,"type":"Hologram","company":null,"total":null,"date":null,"status":null,"_info":null,"glBatch":null,"surprise":[1,{"a":2}]}"#
      )
    ).invoice(7001)
    #expect(absent == null)
    #expect(absent.type == "Hologram")
    #expect(absent.total == nil)
  }

  @Test func `one bad record does not spoil its page, and is described without its values`() throws {
    let body =
      #"[{"id":1,"type":"Standard","total":10.5},{"id":2,"type":"Standard","total":"secret"},{"id":3},{"nothing":true},{"id":4,"type":"Standard","date":"soon"}]"#
    let page = try client(ScriptedTransport(200, body)).invoices()
    #expect(page.records.map(\.id) == [1])
    #expect(page.unreadable.count == 4)
    #expect(page.unreadable[0].contains("record 2") && page.unreadable[0].contains("total"))
    #expect(page.unreadable[1].contains("record 3") && page.unreadable[1].contains("type"))
    #expect(page.unreadable[2].contains("without id"))
    #expect(page.unreadable[3].contains("record 4") && page.unreadable[3].contains("date"))
    #expect(!page.unreadable.joined().contains("secret") && !page.unreadable.joined().contains("soon"))
  }

  @Test(arguments: [
    "", "[", #"[{"id":1,"type":"Stand"#, "<html>", "{}", "null", "\u{FEFF}x", String(repeating: "[", count: 100_000),
  ])
  func `a list that is no list is unreadable`(body: String) {
    if case .unreadable = failure(ScriptedTransport(200, body), { try $0.invoices() }) {
    } else {
      Issue.record("\(body.prefix(20))")
    }
  }

  @Test func `the next page comes from Link, and never leads back`() throws {
    func next(_ link: String?, records: Int = 0, page: Int = 2) throws -> Int? {
      let body = "[" + (0..<records).map { #"{"id":\#($0),"type":"S"}"# }.joined(separator: ",") + "]"
      let transport = ScriptedTransport(200, body, headers: link.map { [("link", $0)] } ?? [])
      return try client(transport).invoices(Listing(page: page, pageSize: 3)).next
    }
    #expect(try next("<https://elsewhere.test/?page=3>; rel=\"next\"") == 3)
    #expect(try next("<https://cw/?page=1>; rel=\"first\"") == nil)
    #expect(try next("<https://cw/?page=2>; rel=\"next\"") == nil)
    #expect(try next(nil, records: 3) == 3)
    #expect(try next(nil, records: 2) == nil)
  }

  @Test func `a status is written as one whole object and checked`() throws {
    let transport = ScriptedTransport(200, #"{"id":7002,"type":"Standard","status":{"id":6,"name":"Closed","isClosed":true}}"#)
    #expect(try client(transport).setStatus(ofInvoice: 7002, to: 6).status?.isClosed == true)
    let request = try #require(transport.requests.first)
    #expect(request.method == .patch)
    #expect(request.url.hasSuffix("/finance/invoices/7002"))
    #expect(String(decoding: request.body, as: UTF8.self) == #"[{"op":"replace","path":"status","value":{"id":6}}]"#)
    #expect(request.headers.contains { $0.name == "Content-Type" && $0.value == "application/json" })
    #expect(transport.requests.count == 1)
  }

  @Test func `an answer of 200 with another value is not taken for success`() {
    let other = failure(ScriptedTransport(200, #"{"id":7002,"type":"S","status":{"id":1}}"#)) {
      try $0.setStatus(ofInvoice: 7002, to: 6)
    }
    #expect(other == .notApplied(field: "status", wanted: "6", returned: "1"))
    #expect(other?.mayHaveHappened == true)
    let nothing = failure(ScriptedTransport(200, #"{"id":7002,"type":"S"}"#)) { try $0.setStatus(ofInvoice: 7002, to: 6) }
    #expect(nothing?.mayHaveHappened == true)
    let cut = failure(ScriptedTransport(200, #"{"id":7002,"ty"#)) { try $0.setStatus(ofInvoice: 7002, to: 6) }
    #expect(cut?.mayHaveHappened == true)
  }

  @Test(arguments: [
    (400, false), (401, false), (403, false), (404, false), (405, false), (409, false), (415, false), (429, false), (500, true),
    (502, true),
    (503, true), (504, true), (301, false), (204, true),
  ])
  func `each status says whether a write may have happened`(status: Int, mayHaveHappened: Bool) {
    let failure = failure(ScriptedTransport(status, "<html>oops</html>")) { try $0.setStatus(ofInvoice: 1, to: 2) }
    #expect(failure?.mayHaveHappened == mayHaveHappened)
    #expect(failure?.sentence.isEmpty == false)
    #expect(failure?.sentence.contains("oops") == false)
    #expect(failure?.detail.isEmpty == false)
  }

  @Test func `a 503 with Retry-After is a clear refusal, and transport failures keep their own word`() {
    let refused = failure(ScriptedTransport(503, "", headers: [("Retry-After", "120")])) { try $0.setStatus(ofInvoice: 1, to: 2) }
    #expect(refused?.mayHaveHappened == false)
    if case .unavailable(.some(.seconds(120)), _) = refused {} else { Issue.record("got \(String(describing: refused))") }
    let unsent = failure(ScriptedTransport { _ in .failure(.notSent(.connectionRefused, detail: "")) }) {
      try $0.setStatus(ofInvoice: 1, to: 2)
    }
    #expect(unsent?.mayHaveHappened == false)
    let lost = failure(ScriptedTransport { _ in .failure(.unknown(.reset, detail: "")) }) {
      try $0.setStatus(ofInvoice: 1, to: 2)
    }
    #expect(lost?.mayHaveHappened == true)
  }

  @Test(arguments: [
    ("30", Duration.seconds(30)), (" 5 ", .seconds(5)), ("999999999", .seconds(86_400)), ("-1", nil), ("soon", nil),
    ("Wed, 21 Oct 2026 07:28:00 GMT", nil),
  ])
  func `Retry-After is read in seconds`(header: String, expected: Duration?) {
    let failure = failure(
      ScriptedTransport(429, #"{"error":"ConnectWiseAPI","message":"Too many"}"#, headers: [("retry-after", header)])
    ) { try $0.systemInfo() }
    guard case .tooManyRequests(let retryAfter, let answer) = failure else {
      Issue.record("got \(String(describing: failure))")
      return
    }
    #expect(retryAfter == expected)
    #expect(answer.code == "ConnectWiseAPI")
  }

  @Test func `both error shapes are read, cleaned and shortened`() {
    let body =
      #"{"code":"InvalidObject","message":"invoice object is invalid\u0007\n","errors":[{"code":"MissingRequiredField","message":"The x field is required.","resource":"invoice","field":"x"}]}"#
    let failure = failure(ScriptedTransport(400, body, headers: [("x-cw-request-id", "r-1")])) {
      try $0.setStatus(ofInvoice: 1, to: 2)
    }
    #expect(failure?.reasons == ["The x field is required."])
    #expect(failure?.detail == "HTTP 400: InvalidObject; invoice object is invalid  ; x: The x field is required. [r-1]")
    let long = self.failure(ScriptedTransport(400, #"{"code":"X","message":"\#(String(repeating: "y", count: 5_000))"}"#)) {
      try $0.systemInfo()
    }
    #expect((long?.detail.count ?? 0) < 400)
  }

  @Test func `SSL is required means the wrong host, and a missing client id is named`() {
    if case .wrongHost = failure(
      ScriptedTransport(403, #"{"code":"Security","message":"SSL is required.","errors":null}"#), { try $0.systemInfo() })
    {
    } else {
      Issue.record("ssl")
    }
    if case .wrongClientID = failure(
      ScriptedTransport(403, #"{"code":"Security","message":"ClientId is missing"}"#), { try $0.systemInfo() })
    {
    } else {
      Issue.record("clientId")
    }
    if case .roleGap(.members, _) = failure(ScriptedTransport(403, ""), { try $0.members() }) {} else { Issue.record("role") }
  }

  @Test func `every failure speaks twice`() {
    let answer = ConnectWiseFailure.Answer(status: 400, code: nil, message: nil, errors: [], requestID: nil)
    let all: [ConnectWiseFailure] =
      [
        .transport(.unknown(.timeout, detail: "d")), .unknownCompany("c"), .wrongHost(answer), .wrongKeys(answer),
        .wrongClientID(answer), .notFound(answer),
        .tooManyRequests(retryAfter: nil, answer), .unavailable(retryAfter: nil, answer), .rejected(answer),
        .unreadable(detail: "d"),
        .notApplied(field: "f", wanted: "w", returned: "r"),
      ] + ConnectWiseFailure.Resource.allCases.map { .roleGap($0, answer) }
    #expect(Set(all.map(\.sentence)).count == all.count)
    for failure in all {
      #expect(failure.sentence.hasSuffix("."))
      #expect(!failure.detail.isEmpty)
    }
  }
}
