import Loopback
import Testing

@testable import Curl

@Suite struct OutboundPolicyTests {
  /// Each leads, by one spelling or another, to a place that is not on the public internet.
  static let forbidden = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7F.0x0.0x0.0x1", "0x7f.1", "0177.0.0.1", "017700000001",
    "127.127.127.127", "127.0.0.1.", "localhost", "LOCALHOST", "localhost.", "%31%32%37.0.0.1", "１２７.0.0.1", "127。0。0。1",
    "0", "0.0.0.0", "0.0.0.1", "10.0.0.1", "10.1", "167772161", "012.0.0.1", "0xa.0.0.1", "172.16.0.1", "172.31.255.255",
    "192.168.0.1", "192.168.257", "3232235777", "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376",
    "100.64.0.1", "100.127.255.254", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.0.1",
    "192.0.2.1", "198.51.100.1", "203.0.113.1", "192.88.99.1", "[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:FFFF:10.0.0.1]", "[::ffff:169.254.169.254]", "[::127.0.0.1]",
    "[::ffff:8.8.8.8]", "[64:ff9b::7f00:1]", "[64:ff9b::10.0.0.1]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2002:a00:1::1]",
    "[2001:0:53aa:64c:0:7c9f:80ff:fffe]", "[2001:db8::1]", "[fe80::1]", "[fe80::1%25lo]", "[febf::1]", "[fec0::1]", "[fc00::1]",
    "[fd12:3456:789a::1]", "[ff02::1]", "[ff05::2]", "[100::1]", "[3fff::1]", "[5f00::1]", "[4000::1]",
  ]

  @Test(arguments: forbidden)
  func `a forbidden network is refused in every spelling`(host: String) {
    let limits = OutboundRequest.Limits(connect: .seconds(1), total: .seconds(1), quiet: .seconds(1), answer: 100)
    let result = CurlTransport(policy: .strict).send(OutboundRequest(.get, "https://\(host)/", limits: limits))
    guard case .failure(let failure) = result else {
      Issue.record("an answer came from \(host)")
      return
    }
    switch failure {
    case .refused(.address), .refused(.notAURL): break
    // A spelling that this libcurl takes for a name that is illegal or nobody's: no connection either.
    case .notSent(.nameNotFound, _), .notSent(.malformedRequest, _): break
    case .refused, .heldBack, .notSent, .unknown: Issue.record("\(host): \(failure.detail)")
    }
  }

  @Test func `at least forty spellings are tried, and most reach the address check`() {
    #expect(Self.forbidden.count >= 40)
    let reached = Self.forbidden.filter {
      if case .failure(.refused(.address)) = CurlTransport(policy: .strict).send(OutboundRequest(.get, "https://\($0)/")) {
        true
      } else {
        false
      }
    }
    #expect(reached.count >= 60, "only \(reached.count) of \(Self.forbidden.count)")
  }

  @Test(arguments: [
    ("1.1.1.1", AddressKind.global), ("8.8.8.8", .global), ("100.63.255.255", .global), ("100.128.0.0", .global),
    ("172.15.255.255", .global), ("172.32.0.0", .global), ("169.253.255.255", .global), ("223.255.255.255", .global),
    ("192.167.255.255", .global), ("2606:4700::1111", .global), ("2003::1", .global), ("2a00::1", .global), ("3ffe::1", .global),
    ("10.255.255.255", .privateNetwork), ("100.64.0.0", .sharedCarrier), ("127.255.255.255", .loopback), ("::1", .loopback),
    ("::", .unspecified), ("::ffff:1.1.1.1", .mappedIPv4), ("::1.1.1.1", .mappedIPv4), ("64:ff9b::1.1.1.1", .nat64),
    ("2002::1", .sixToFour), ("2001::1", .teredo), ("2001:db8::1", .documentation), ("fdff::1", .uniqueLocal),
    ("fe80::1", .linkLocal), ("ff0e::1", .multicast), ("4000::", .reserved), ("fbff::1", .reserved), ("200::1", .reserved),
  ])
  func `addresses are sorted by the special purpose registries`(text: String, kind: AddressKind) {
    #expect(Address(text)?.kind == kind)
    #expect(OutboundPolicy.strict.allows(Address(text)!, for: Origin(scheme: "https", host: "x", port: 443)) == (kind == .global))
  }

  @Test func `before any look-up scheme, port and credentials are judged`() {
    func refusal(_ url: String) -> OutboundPolicy.Refusal? {
      if case .failure(.refused(let refusal)) = CurlTransport(policy: .strict).send(OutboundRequest(.get, url)) {
        refusal
      } else {
        nil
      }
    }
    #expect(refusal("http://example.com/") == .scheme("http"))
    #expect(refusal("ftp://example.com/") == .scheme("ftp"))
    #expect(refusal("file:///etc/passwd").map { $0 == .scheme("file") || $0 == .notAURL("file:///etc/passwd") } == true)
    #expect(refusal("gopher://example.com/") == .scheme("gopher"))
    #expect(refusal("javascript://example.com/") == .scheme("javascript"))
    #expect(refusal("https://example.com:8443/") == .port(8443))
    #expect(refusal("https://user@example.com/") == .credentialsInURL)
    #expect(refusal("https://user:word@example.com/") == .credentialsInURL)
    #expect(refusal("https://good.example@127.0.0.1/") == .credentialsInURL)
    #expect(refusal("") == .notAURL(""))
    #expect(refusal("example.com").map { if case .notAURL = $0 { true } else { false } } == true)
    #expect(refusal("https://a b/").map { if case .notAURL = $0 { true } else { false } } == true)
    #expect(refusal("https://exa\nmple.com/").map { if case .notAURL = $0 { true } else { false } } == true)
  }

  @Test func `an allowed origin opens itself and nothing beside it`() throws {
    let server = try obligingServer()
    let other = try obligingServer()
    defer {
      server.stop()
      other.stop()
    }
    let transport = CurlTransport(policy: try OutboundPolicy(allow: [server.origin + "/"]))
    #expect(try transport.send(OutboundRequest(.get, server.origin + "/x")).get().status == 200)
    for url in [other.origin, "http://localhost:\(server.port)", "https://127.0.0.1:\(server.port)", "http://127.0.0.1"] {
      guard case .failure(.refused) = transport.send(OutboundRequest(.get, url)) else {
        Issue.record("\(url) was let through")
        continue
      }
    }
    #expect(other.connections == 0)
  }

  @Test func `a network on the list allows its addresses on port 443 only`() throws {
    let policy = try OutboundPolicy(allow: ["10.20.0.0/16", "fd00::/8", "192.168.7.7"])
    let origin = Origin(scheme: "https", host: "cw", port: 443)
    #expect(policy.allows(Address("10.20.255.1")!, for: origin))
    #expect(policy.allows(Address("fd12::1")!, for: origin))
    #expect(policy.allows(Address("192.168.7.7")!, for: origin))
    #expect(!policy.allows(Address("10.21.0.1")!, for: origin))
    #expect(!policy.allows(Address("192.168.7.8")!, for: origin))
    #expect(!policy.allows(Address("::ffff:10.20.0.1")!, for: origin))
  }

  @Test func `an allowed name does not open translated or meaningless addresses`() throws {
    let policy = try OutboundPolicy(allow: ["https://cw.internal:8443"])
    let origin = Origin(scheme: "https", host: "cw.internal", port: 8443)
    #expect(policy.allows(Address("10.0.0.1")!, for: origin))
    #expect(!policy.allows(Address("0.0.0.0")!, for: origin))
    #expect(!policy.allows(Address("::ffff:10.0.0.1")!, for: origin))
    #expect(!policy.allows(Address("224.0.0.1")!, for: origin))
    #expect(!policy.allows(Address("10.0.0.1")!, for: Origin(scheme: "https", host: "cw.internal", port: 443)))
  }

  @Test(arguments: [
    "example.com", "http://", "http://a/path", "https://u@a", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/+8", "10.0.0", "ftp://a",
    "::/129", "https://a?b",
  ])
  func `an entry that means nothing is refused with a sentence`(entry: String) {
    let mistake = #expect(throws: OutboundPolicy.Mistake.self) { try OutboundPolicy(allow: [entry]) }
    #expect(mistake?.sentence.contains(entry) == true)
  }

  @Test func `every failure has a sentence and a detail`() {
    let failures: [CurlFailure] =
      CurlFailure.NotSentReason.allCases.map { .notSent($0, detail: "d") }
      + CurlFailure.UnknownReason.allCases.map { .unknown($0, detail: "d") }
      + AddressKind.allCases.map { .refused(.address("1.2.3.4", $0)) }
      + HeldBack.Reason.allCases.map { .heldBack(HeldBack($0, milliseconds: 1)) }
    for failure in failures {
      #expect(failure.sentence.hasSuffix("."))
      #expect(!failure.detail.isEmpty)
    }
    #expect(Set(failures.map(\.detail)).count == failures.count)
  }
}
