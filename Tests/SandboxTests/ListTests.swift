import Testing

@testable import Sandbox

@Suite struct ListTests {
  let many = Sandbox(DemoData(invoices: 120))

  func answer(_ request: SandboxRequest) -> SandboxAnswer {
    var sandbox = many
    return sandbox.respond(to: request, now: 0)
  }

  @Test func `a page has 25 records unless asked otherwise, and never more than 1000`() {
    #expect(answer(get("/finance/invoices")).ids == Array(7001...7025))
    #expect(answer(get("/finance/invoices", [("pageSize", "10"), ("page", "2")])).ids == Array(7011...7020))
    var big = Sandbox(DemoData(invoices: 1010))
    #expect(big.respond(to: get("/finance/invoices", [("pageSize", "5000"), ("fields", "id")]), now: 0).ids.count == 1000)
  }

  @Test func `past the end there is an empty list and no error`() {
    let past = answer(get("/finance/invoices", [("page", "99")]))
    #expect(past.status == 200)
    #expect(past.text == "[]")
  }

  @Test func `Link leads forwards and backwards, with page as the last parameter`() {
    let base = "<http://cw.example.test/v4_6_release/apis/3.0/finance/invoices?pageSize=50&page="
    let query: (Int) -> [(name: String, value: String)] = { [("page", "\($0)"), ("pageSize", "50")] }
    #expect(answer(get("/finance/invoices", query(1))).header("Link") == "\(base)2>; rel=\"next\", \(base)3>; rel=\"last\"")
    #expect(
      answer(get("/finance/invoices", query(2))).header("Link")
        == "\(base)3>; rel=\"next\", \(base)3>; rel=\"last\", \(base)1>; rel=\"first\", \(base)1>; rel=\"prev\"")
    #expect(answer(get("/finance/invoices", query(3))).header("Link") == "\(base)1>; rel=\"first\", \(base)2>; rel=\"prev\"")
    #expect(answer(get("/system/members", [("pageSize", "100")])).header("Link") == nil)
  }

  @Test func `Link keeps the filter, encoded again`() {
    let link = answer(get("/finance/invoices", [("conditions", "id > 0 and customerPO != \"a&b\"")])).header("Link")
    #expect(
      link?.hasPrefix(
        "<http://cw.example.test/v4_6_release/apis/3.0/finance/invoices?conditions=id%20%3E%200%20and%20customerPO%20%21%3D%20%22a%26b%22&page=2>"
      ) == true)
  }

  @Test func `forward-only paging visits every record once`() {
    var sandbox = many
    var seen: [Int] = []
    var after = 0
    while true {
      let page = sandbox.respond(
        to: get("/finance/invoices", [("pageSize", "33"), ("pageId", "\(after)")], headers: ["pagination-type": "forward-only"]),
        now: 0)
      guard let last = page.ids.last else { break }
      seen += page.ids
      #expect(
        page.header("Link")
          == "<http://cw.example.test/v4_6_release/apis/3.0/finance/invoices?pageSize=33&pageId=\(last)>; rel=\"next\"")
      after = last
    }
    #expect(seen == Array(7001...7120))
    let refused = answer(get("/finance/invoices", [("orderBy", "id")], headers: ["pagination-type": "forward-only"]))
    #expect(refused.status == 400)
  }

  @Test func `orderBy sorts, and equal ones stay in order of id`() {
    let list = answer(get("/finance/invoices", [("orderBy", "company/name desc, date asc"), ("pageSize", "200")])).list
    let keys = list.map { ($0["company"]?["name"]?.string?.lowercased() ?? "", $0["date"]?.string ?? "", $0["id"]?.int ?? 0) }
    for (first, second) in zip(keys, keys.dropFirst()) {
      #expect(first.0 > second.0 || first.0 == second.0 && (first.1, first.2) < (second.1, second.2))
    }
    #expect(answer(get("/finance/invoices", [("orderBy", "shoeSize")])).status == 400)
  }

  @Test func `fields trims the record and brings _info only when asked`() {
    #expect(
      answer(get("/finance/invoices/7001", [("fields", "id,company/name,status/id")])).text
        == #"{"id":7001,"status":{"id":1},"company":{"name":"Oakmere Veterinary Clinic"}}"#)
    #expect(answer(get("/finance/invoices/7001", [("fields", "id,_info")])).json?["_info"]?["lastUpdated"] != nil)
    #expect(answer(get("/finance/invoices", [("fields", "id,shoeSize")])).status == 400)
  }

  @Test func `count agrees with the list under the same filter`() {
    let filter = [(name: "conditions", value: "status/isClosed=false and type=\"Agreement\"")]
    let all = answer(get("/finance/invoices", filter + [("pageSize", "1000")])).ids.count
    #expect(all > 10)
    #expect(answer(get("/finance/invoices/count", filter)).text == "{\"count\":\(all)}")
  }

  @Test func `lines are found by invoice, one or several`() {
    let one = answer(get("/time/entries", [("conditions", "invoice/id=7002"), ("pageSize", "1000")])).list
    let several = answer(get("/time/entries", [("conditions", "invoice/id in (7002,7005)"), ("pageSize", "1000")])).list
    #expect(!one.isEmpty && several.count > one.count)
    #expect(one.allSatisfy { $0["invoice"]?["id"]?.int == 7002 })
    #expect(Set(several.compactMap { $0["invoice"]?["id"]?.int }) == [7002, 7005])
    // The long way round, through every line there is, finds the same.
    let slow = answer(get("/time/entries", [("conditions", "invoice/id > 7001 and invoice/id < 7003"), ("pageSize", "1000")]))
    #expect(slow.list == one)
  }

  @Test func `single records come by id and are missing with 404`() {
    for path in ["/company/companies/301", "/system/members/151", "/finance/billingStatuses/6", "/finance/invoices/7120"] {
      #expect(answer(get(path)).status == 200, "\(path)")
    }
    let entry = answer(get("/time/entries", [("conditions", "invoice/id=7002")])).ids[0]
    #expect(answer(get("/time/entries/\(entry)")).json?["id"]?.int == entry)
    for path in [
      "/company/companies/1", "/system/members/1", "/finance/invoices/7121", "/finance/invoices/-9223372036854775808",
      "/time/entries/5", "/finance/invoices/x", "/nothing/here", "/finance/invoices/7001/timeentries",
      "/finance/invoices/1/routings",
    ] {
      #expect(answer(get(path)).status == 404, "\(path)")
    }
  }

  @Test func `keys, client id, codebase and methods are checked`() {
    #expect(answer(get("/system/info", headers: ["authorization": "Basic eDp5"])).status == 401)
    #expect(answer(get("/system/info", headers: ["clientid": ""])).status == 403)
    #expect(answer(SandboxRequest(method: "GET", path: "/v2025_1/apis/3.0/system/info")).status == 404)
    #expect(
      answer(SandboxRequest(method: "DELETE", path: "/v4_6_release/apis/3.0/system/info", headers: get("").headers)).status == 405
    )
    #expect(answer(get("/finance/invoices", [("pageSize", "0")])).status == 400)
    #expect(answer(get("/finance/invoices", [("page", "-1")])).status == 400)
  }

  @Test func `companyinfo needs no keys and says null to strangers`() {
    #expect(
      answer(SandboxRequest(method: "GET", path: "/login/companyinfo/Brackwater")).json?["Codebase"]?.string == "v4_6_release/")
    let stranger = answer(SandboxRequest(method: "GET", path: "/login/companyinfo/nobody"))
    #expect(stranger.status == 200)
    #expect(stranger.text == "null")
  }

  @Test func `faults strike where and as often as they are told`() {
    var sandbox = many
    sandbox.faults = [Fault(.tooManyRequests(retryAfter: 30), path: "/finance", count: 1), Fault(.forbidden, path: "/routings")]
    #expect(sandbox.respond(to: get("/system/info"), now: 0).status == 200)
    let limited = sandbox.respond(to: get("/finance/invoices"), now: 0)
    #expect(limited.status == 429)
    #expect(limited.header("Retry-After") == "30")
    #expect(limited.text == #"{"error":"ConnectWiseAPI","message":"Too many requests. Please try again in 30 seconds."}"#)
    #expect(sandbox.respond(to: get("/finance/invoices"), now: 0).status == 200)
    for _ in 0..<3 { #expect(sandbox.respond(to: get("/finance/invoices/7001/routings"), now: 0).status == 403) }
    let fault = SandboxRequest(
      method: "POST", path: "/sandbox/faults", body: Array(#"{"kind":"slow","milliseconds":250,"path":"/system"}"#.utf8))
    #expect(sandbox.respond(to: fault, now: 0).status == 201)
    #expect(sandbox.respond(to: get("/system/info"), now: 0).delay == 250)
    #expect(sandbox.respond(to: SandboxRequest(method: "DELETE", path: "/sandbox/faults"), now: 0).status == 204)
    #expect(sandbox.respond(to: get("/finance/invoices/7001/routings"), now: 0).status == 200)
  }
}
