import Testing

@testable import HTTP

private func path(_ text: String) -> String? { PercentDecoding.path(Array(text.utf8).span) }
private func query(_ text: String) -> [String]? {
  URLEncoded.parse(Array(text.utf8).span)?.pairs.map { "\($0.name)=\($0.value)" }
}
private func matches(_ list: String, _ tag: String, weakly: Bool) -> Bool {
  EntityTag.matches(Array(list.utf8).span, tag, weakly: weakly)
}
private func partsOf(_ bytes: some Sequence<UInt8>) -> [Multipart.Part]? { Multipart.parse(Array(bytes).span, boundary: "x") }
private func cookies(_ text: String) -> [String] { Cookies.parse(Array(text.utf8).span).map { "\($0.name)=\($0.value)" } }

@Suite struct TextTests {
  @Test func `a path is decoded once`() {
    #expect(path("/a%20b/%C3%BC") == "/a b/ü")
    #expect(path("/a%2541") == "/a%41")
    #expect(path("/a+b") == "/a+b")
    #expect(path("/a..b/...") == "/a..b/...")
    #expect(path("//a/") == "//a/")
  }

  @Test(arguments: [
    "", "a", "/%", "/%4", "/%4g", "/%00", "/%2F", "/%2f", "/%5c", "/\\", "/..", "/../a", "/a/..", "/a/./b", "/%2e", "/%2e%2e/",
    "/.%2E",
    "/%80", "/%c0%80", "/%ed%a0%80", "/%0d%0a", "/%7f", "/a b", "/a\"b", "/<", "/é",
  ]) func `a path that a proxy might read differently is refused`(_ text: String) {
    #expect(path(text) == nil)
  }

  @Test func `a query becomes names and values in order`() {
    #expect(query("") == [])
    #expect(query("a=1&b=2&a=3") == ["a=1", "b=2", "a=3"])
    #expect(query("a=b=c&&d&=e") == ["a=b=c", "d=", "=e"])
    #expect(query("q=a+b%2Bc%26d&n%61me=%C3%BC") == ["q=a b+c&d", "name=ü"])
  }

  @Test func `a damaged query is no query`() {
    for text in ["a=%", "a=%1", "a=%gg", "%ff=1", "a=%c3", "a=\u{e9}%ff"] { #expect(query(text) == nil, "\(text)") }
    #expect(query("a=é") == ["a=é"])
  }

  @Test func `a form has no more than its share of fields`() {
    #expect(query(String(repeating: "a&", count: 1_000))?.count == 1_000)
    #expect(query(String(repeating: "a&", count: 1_001)) == nil)
  }

  @Test func `a repeated field is told from a single one`() {
    let form = Form([("a", "1"), ("b", "2"), ("a", "3")])
    #expect(form.first("a") == "1")
    #expect(form.all("a") == ["1", "3"])
    #expect(form.repeated("a") && !form.repeated("b") && !form.repeated("c"))
    #expect(form.single("b") == "2" && form.single("a") == nil)
  }

  @Test func `cookies are read, damaged ones skipped`() {
    #expect(cookies("a=1; b=\"two\";c = 3 ; d=x=y") == ["a=1", "b=two", "c=3", "d=x=y"])
    #expect(cookies("=1; ;a; b c=2; d=\u{e9}; e=\"; f=ok") == ["f=ok"])
    #expect(cookies((0..<60).map { "c\($0)=1" }.joined(separator: ";")).count == 50)
  }

  @Test func `gzip is sent to those who take it`() {
    func takes(_ text: String) -> Bool { AcceptEncoding.takesGzip(Array(text.utf8).span) }
    for text in ["gzip", "br, gzip", "GZIP;q=0.5", "*", "x-gzip", "identity, *;q=0.1"] { #expect(takes(text), "\(text)") }
    for text in ["", "br", "gzip;q=0", "gzip; q=0.000", "*;q=0", "*, gzip;q=0", "gzipped"] { #expect(!takes(text), "\(text)") }
  }

  @Test func `dates are written and read in the three spellings`() {
    #expect(HTTPDate.format(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(HTTPDate.format(0) == "Thu, 01 Jan 1970 00:00:00 GMT")
    #expect(HTTPDate.format(1_709_164_800) == "Thu, 29 Feb 2024 00:00:00 GMT")
    for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
      #expect(HTTPDate.parse(text, now: 1_700_000_000) == 784_111_777, "\(text)")
    }
    for text in [
      "", "yesterday", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
      "784111777",
    ] {
      #expect(HTTPDate.parse(text, now: 1_700_000_000) == nil, "\(text)")
    }
    var dice = Dice(7)
    for _ in 0..<2_000 {
      let seconds = Int64.random(in: -1_000_000_000...4_000_000_000, using: &dice)
      #expect(HTTPDate.parse(HTTPDate.format(seconds), now: 0) == seconds)
    }
  }

  @Test func `entity tags are compared weakly or strongly`() {
    func weakly(_ list: String) -> Bool { matches(list, "\"a,b\"", weakly: true) }
    for list in ["*", "\"a,b\"", "W/\"a,b\"", "\"x\", \"a,b\"", " ,,\"a,b\""] { #expect(weakly(list), "\(list)") }
    for list in ["", "a,b", "\"a\"", "\"a,b", "\"A,B\"", "w/\"a,b\"", "\"x\" y \"a,b\""] { #expect(!weakly(list), "\(list)") }
    #expect(!matches("W/\"a\"", "\"a\"", weakly: false))
  }

  @Test func `an address range contains what it says`() {
    func contains(_ range: String, _ address: String) -> Bool? { CIDR(range)?.contains(address) }
    #expect(contains("10.0.0.0/8", "10.255.1.2") == true)
    #expect(contains("10.0.0.0/8", "11.0.0.1") == false)
    #expect(contains("127.0.0.1", "127.0.0.1") == true)
    #expect(contains("127.0.0.1", "127.0.0.2") == false)
    #expect(contains("0.0.0.0/0", "8.8.8.8") == true)
    #expect(contains("0.0.0.0/0", "::1") == false)
    #expect(contains("fd00::/8", "fdab::1") == true)
    #expect(contains("10.0.0.0/8", "::ffff:10.0.0.1") == true)
    for text in ["", "10.0.0.0/33", "::/129", "10.0.0/8", "a/8", "10.0.0.0/", "10.0.0.0/+8", "10.0.0.0/8/8"] {
      #expect(CIDR(text) == nil, "\(text)")
    }
  }
}

@Suite struct MultipartTests {
  private static let body =
    "preamble\r\n--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x  \r\ncontent-disposition: form-data; name=\"f\"; filename=\"a\\\"b;.png\"\r\nContent-Type: image/png\r\n\r\n\r\n--\r\n--x--\r\nepilogue"

  @Test func `parts are found with their names and files`() throws {
    let bytes = Array(MultipartTests.body.utf8)
    let parts = try #require(partsOf(bytes))
    #expect(parts.map(\.name) == ["a", "f"])
    #expect(parts.map(\.fileName) == [nil, "a\"b;.png"])
    #expect(parts.map(\.type) == ["text/plain", "image/png"])
    #expect(parts.map { String(decoding: bytes[$0.content], as: UTF8.self) } == ["1", "\r\n--"])
  }

  @Test func `a body cut anywhere before its end is no form`() {
    let bytes = Array(MultipartTests.body.utf8)
    let end = bytes.count - "\r\nepilogue".utf8.count
    for count in 0..<end { #expect(partsOf(bytes[..<count]) == nil, "\(count)") }
    #expect(partsOf(bytes[..<end]) != nil)
  }

  @Test func `a request gives its form whichever way it was sent`() throws {
    let plain = try #require(
      Request.example(
        .post, "/", headers: [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")], body: Array("a=1".utf8)))
    #expect(plain.form()?.first("a") == "1")
    let multi = try #require(
      Request.example(
        .post, "/", headers: [("Content-Type", "multipart/form-data; boundary=\"x\"")], body: Array(MultipartTests.body.utf8)))
    #expect(multi.form()?.first("a") == "1")
    #expect(multi.files()?.first?.fileName == "a\"b;.png")
    let other = try #require(Request.example(.post, "/", headers: [("Content-Type", "text/plain")], body: Array("a=1".utf8)))
    #expect(other.form() == nil)
  }
}
