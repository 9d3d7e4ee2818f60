import Testing

@testable import HTTP

@Suite struct GateTests {
  private func check(
    _ configure: (inout ServerConfiguration) -> Void, _ text: String, peer: String = "127.0.0.1"
  ) -> String {
    var configuration = ServerConfiguration(listen: [])
    configure(&configuration)
    let gate = Gate(configuration)
    let bytes = Array(text.utf8)
    var parser = HeadParser()
    var offset = 0
    guard let head = try? parser.read(bytes.span, &offset, configuration.limits) else { return "unreadable" }
    let identity = PeerIdentity(client: peer, isTrusted: peer == "unix" || gate.trusts(Address(peer)))
    switch gate.check(head, peer: identity) {
    case .pass(let origin): return "\(origin.path) \(origin.client)\(origin.isSecure ? " secure" : "")"
    case .outside(let origin): return "outside \(origin.path)"
    case .refuse(let refusal): return "\(refusal)"
    }
  }

  private func get(_ path: String = "/", _ fields: String...) -> String {
    "GET \(path) HTTP/1.1\r\nHost: a.example\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
  }

  @Test func `only the configured hosts are answered`() {
    #expect(check({ $0.hosts = ["A.example"] }, get()) == "/ 127.0.0.1")
    #expect(check({ $0.hosts = ["b.example"] }, get()) == "misdirected")
    #expect(check({ $0.hosts = ["a.example"] }, "GET / HTTP/1.0\r\n\r\n") == "misdirected")
    #expect(check({ $0.hosts = ["b"] }, "GET http://b/x HTTP/1.1\r\nHost: a\r\n\r\n") == "/x 127.0.0.1")
    #expect(check({ _ in }, get()) == "/ 127.0.0.1")
  }

  @Test func `the base path is taken off, and nothing else is served`() {
    for base in ["/cs", "/cs/"] {
      #expect(check({ $0.basePath = base }, get("/cs/a")) == "/a 127.0.0.1")
      #expect(check({ $0.basePath = base }, get("/cs")) == "/ 127.0.0.1")
      #expect(check({ $0.basePath = base }, get("/csa")) == "outside /csa")
      #expect(check({ $0.basePath = base }, get("/")) == "outside /")
    }
  }

  @Test func `forwarded fields of a stranger are ignored`() {
    let text = get("/", "X-Forwarded-For: 1.2.3.4", "X-Forwarded-Proto: https")
    #expect(check({ _ in }, text, peer: "9.9.9.9") == "/ 9.9.9.9")
    #expect(check({ $0.trustedProxies = [CIDR("10.0.0.0/8")].compactMap(\.self) }, text, peer: "9.9.9.9") == "/ 9.9.9.9")
  }

  @Test(arguments: [
    ("X-Forwarded-For: 1.2.3.4", "1.2.3.4"),
    ("X-Forwarded-For: 6.6.6.6, 1.2.3.4", "1.2.3.4"),
    ("X-Forwarded-For: 6.6.6.6, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
    ("X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 1.2.3.4", "1.2.3.4"),
    ("X-Forwarded-For: 10.0.0.3, 10.0.0.2", "10.0.0.3"),
    ("X-Forwarded-For: 1.2.3.4, nonsense, 10.0.0.2", "10.0.0.2"),
    ("X-Forwarded-For: nonsense", "10.0.0.1"),
    ("X-Forwarded-For: 1.2.3.4:5678", "1.2.3.4"),
    ("X-Forwarded-For: [2001:db8::1]:443", "2001:db8::1"),
    ("X: y", "10.0.0.1"),
  ]) func `the client is the right-most hop that is no proxy of ours`(_ fields: String, _ client: String) {
    #expect(
      check({ $0.trustedProxies = [CIDR("10.0.0.0/8")].compactMap(\.self) }, get("/", fields), peer: "10.0.0.1") == "/ \(client)")
  }

  @Test func `secure is what every trusted hop says`() {
    func secure(_ fields: String...) -> Bool {
      let text = "GET / HTTP/1.1\r\nHost: a\r\n" + fields.map { "X-Forwarded-Proto: \($0)\r\n" }.joined() + "\r\n"
      return check({ _ in }, text, peer: "unix").hasSuffix("secure")
    }
    #expect(secure("https") && secure("HTTPS"))
    #expect(!secure() && !secure("http") && !secure("https", "http") && !secure("https, http"))
  }

  @Test func `a target that says https is believed only from a proxy`() {
    let text = "GET https://a/ HTTP/1.1\r\nHost: a\r\n\r\n"
    #expect(check({ _ in }, text) == "misdirected")
    #expect(check({ _ in }, text, peer: "unix") == "/ unix secure")
  }

  @Test func `a cookie of ours sent twice is refused, others are nobody's business`() {
    let twice = get("/", "Cookie: other=1; session=1; other=2", "Cookie: session=2")
    #expect(check({ $0.cookies = ["session"] }, twice) == "repeatedCookie")
    #expect(check({ $0.cookies = ["mine"] }, twice) == "/ 127.0.0.1")
  }
}
