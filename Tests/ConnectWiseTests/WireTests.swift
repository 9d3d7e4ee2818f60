import Curl
import Foundation
import Testing

@testable import ConnectWise

@Suite struct WireTests {
  @Test(arguments: [
    ("2026-05-18T14:02:33Z", "2026-05-18T14:02:33Z"), ("2026-05-18", "2026-05-18T00:00:00Z"),
    ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"),
    ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"), ("2026-05-18T14:02:33.987Z", "2026-05-18T14:02:33Z"),
    ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ("2026-05-18T14:02:33", "2026-05-18T14:02:33Z"), ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
  ])
  func `a stamp reads what the API writes and writes what the API reads`(text: String, again: String) {
    #expect(Stamp(text)?.text == again)
    #expect(Stamp(text)?.day == String(text.prefix(10)))
  }

  @Test(arguments: [
    "", "2026-02-30", "2026-13-01", "2026-5-1", "2026-05-18 14:02:33", "2026-05-18T24:00:00Z", "2026-05-18T14:02Z",
    "2026-05-18T14:02:33+02:00", "2026-05-18T14:02:33.Z", "+026-05-18", "0000-01-01",
  ])
  func `a date that does not exist is no stamp`(text: String) { #expect(Stamp(text) == nil) }

  @Test func `days agree with the calendar over four centuries`() {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: "UTC") ?? .gmt
    for day in stride(from: -100_000, through: 100_000, by: 37) {
      let date = Date(timeIntervalSince1970: Double(day) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      let text = String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
      #expect(Stamp(milliseconds: Int64(day) * 86_400_000).day == text)
      #expect(Stamp(text)?.milliseconds == Int64(day) * 86_400_000)
    }
  }

  @Test(arguments: [
    ("na.myconnectwise.net", "https://na.myconnectwise.net", "https://api-na.myconnectwise.net"),
    ("https://EU.myconnectwise.net/", "https://eu.myconnectwise.net", "https://api-eu.myconnectwise.net"),
    ("staging.connectwisedev.com", "https://staging.connectwisedev.com", "https://api-staging.connectwisedev.com"),
    ("api-na.myconnectwise.net", "https://api-na.myconnectwise.net", "https://api-na.myconnectwise.net"),
    ("cw.example.com:443", "https://cw.example.com", "https://cw.example.com"),
    ("  cw.example.com \n", "https://cw.example.com", "https://cw.example.com"),
    ("http://127.0.0.1:9123", "http://127.0.0.1:9123", "http://127.0.0.1:9123"),
    ("[::1]:8443", "https://[::1]:8443", "https://[::1]:8443"),
    ("evil-na.myconnectwise.net", "https://evil-na.myconnectwise.net", "https://evil-na.myconnectwise.net"),
    ("na.myconnectwise.net.evil.test", "https://na.myconnectwise.net.evil.test", "https://na.myconnectwise.net.evil.test"),
  ])
  func `a site is where people say, and its API where the cloud rule says`(text: String, origin: String, api: String) {
    #expect(Site(text)?.origin == origin)
    #expect(Site(text)?.apiOrigin == api)
  }

  @Test(arguments: [
    "", " ", "https://", "ftp://a", "a/b", "user@host", "host:0", "host:65536", "host:x", "a b", "host?x", "host#x", "ho\\st",
    "https://host/path", ".host", "-host", "h[o]st", "a:1:2", "%61",
  ])
  func `what is no site is refused`(text: String) { #expect(Site(text) == nil) }

  @Test func `conditions are spelled so that no value can break out`() {
    #expect(Condition.equal("status/isClosed", .flag(false)).text == "status/isClosed = false")
    #expect(Condition.oneOf("invoice/id", [1, 2]).text == "invoice/id in (1,2)")
    #expect(Condition.equal("name", .text("a\" or \\\"x")).text == "name = \"a\\\" or \\\\\\\"x\"")
    #expect(
      Condition.compare("lastUpdated", .greater, .moment(Stamp(milliseconds: 0))).text == "lastUpdated > [1970-01-01T00:00:00Z]")
    #expect(Condition.compare("total", .less, .amount(Amount(unscaled: -5, scale: 1))).text == "total < -0.5")
    #expect(Condition.equal("agreement", .null).text == "agreement = null")
    #expect(Condition.noneOf("id", [7]).text == "id not in (7)")
    #expect(
      Condition.all([.equal("a", .number(1)), .any([.equal("b", .number(2)), .equal("c", .number(3))])]).text
        == "a = 1 and (b = 2 or c = 3)")
    #expect(Condition.literal("50%_[x]*") == "50[%][_][[]x][*]")
  }

  @Test(arguments: [
    ("<https://h/x?pageSize=2&page=3>; rel=\"next\", <https://h/x?page=9>; rel=\"last\"", 3),
    ("<https://h/x?page=1>; rel=\"first\", <https://h/x?page=4&pageSize=2>; rel=next", 4),
    ("<https://h/x?page=1>; rel=\"prev\"", nil), ("", nil), ("garbage", nil), ("<>; rel=\"next\"", nil),
    ("<x?page=>; rel=\"next\"", nil),
    ("<x?page=99999999999999999999>; rel=\"next\"", nil), ("<x?pageId=7>; rel=\"next\"", nil),
  ])
  func `the next page is read from Link and nothing else of it is believed`(header: String, page: Int?) {
    #expect(PageLink.nextPage(header) == page)
  }

  @Test func `a connection prints without its keys`() {
    let connection = Connection(
      site: Site("h")!, company: "c", publicKey: "PUBLICKEY", privateKey: "PRIVATEKEY", clientID: "CLIENT")
    var dumped = ""
    dump(connection, to: &dumped)
    let shown = "\(connection) \(String(reflecting: connection)) \(dumped)"
    #expect(!shown.contains("PUBLICKEY") && !shown.contains("PRIVATEKEY") && !shown.contains("CLIENT"))
  }
}
