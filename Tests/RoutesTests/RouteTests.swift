import Domain
import Markup
import Routes
import Testing

@Suite struct RouteTests {
  @Test func `every route reads back from what it prints`() {
    var random = Seeded(11)
    let routes = plainRoutes + (0..<20_000).map { _ in random.route() }
    for route in routes {
      let address = route.address()
      #expect(Route.parse(route.verb, address: address) == .route(route), "\(address)")
    }
  }

  @Test func `an address prints as it was read, so each page has one address`() {
    var random = Seeded(12)
    for _ in 0..<5000 {
      let address = random.route().address()
      for verb in Verb.allCases {
        guard case .route(let route) = Route.parse(verb, address: address) else { continue }
        #expect(route.address() == address)
      }
    }
  }

  @Test func `a decoded path and its query give the same as the address`() {
    #expect(Route.parse(.get, path: "/") == .route(.home))
    #expect(Route.parse(.get, path: "/invoices/7001", query: [("tab", "lines")]) == .route(.invoice(.id(ID(7001)), .lines)))
    #expect(
      Route.parse(.get, path: "/inbox/approved", query: [("q", " harbor dental\n"), ("mine", "1"), ("after", "-5.7001")])
        == .route(
          .inbox(
            InboxQuery(view: .approved, search: "harbor dental", mine: true, after: InboxCursor(key: -5, id: ID(7001))))))
  }

  @Test func `every route is among the samples`() {
    var random = Seeded(13)
    let seen = Set((plainRoutes + (0..<500).map { _ in random.route() }).map(name))
    #expect(seen.count == 41)
  }

  @Test(arguments: [
    ("/", "home"), ("/setup", "setup"), ("/sign-in", "signIn"), ("/link", "loginLink"), ("/inbox", "inbox"),
    ("/inbox/waiting", "inbox"), ("/invoices/7001", "invoice"), ("/invoices/INV-7", "invoice"), ("/invoices/0", "invoice"),
    ("/invoices/7001/approve", "approvePage"), ("/invoices/7001/print", "printInvoice"),
    ("/invoices/7001/pdf", "pdf"), ("/invoices/7001/pdf/file", "pdfFile"), ("/me", "me"),
    ("/settings", "settings"), ("/settings/connectwise", "connectWiseSettings"), ("/settings/system", "systemSettings"),
    ("/events", "events"), ("/healthz", "healthz"), ("/readyz", "readyz"), ("/metrics", "metrics"),
    ("/manifest.webmanifest", "manifest"), ("/?x=1", "home"), ("/inbox?unknown=%20", "inbox"),
  ])
  func `pages are found`(address: String, expected: String) {
    guard case .route(let route) = Route.parse(.get, address: address) else {
      Issue.record("\(address) was not found")
      return
    }
    #expect(name(route) == expected)
  }

  @Test(arguments: [
    "", "inbox", "//", "/inbox/", "/inbox/all", "/inbox/ALL", "/inbox/errors/1", "/Inbox", "/invoices", "/invoices/",
    "/invoices/7001/", "/invoices/7001/delete", "/invoices/INV-7/approve", "/invoices/%2e%2e", "/invoices/..", "/invoices/a%2fb",
    "/invoices/%00", "/invoices/%zz", "/inbox?q=%", "/inbox?q=%FF", "/settings/connectwise/x", "/me/", "/static/x.css",
    "/invoices/7001/approve/x", "/invoices/7001/pdf/x", "/invoices/INV-7/pdf/file",
  ])
  func `other addresses are not`(address: String) {
    for verb in [Verb.get, .post, nil] { #expect(Route.parse(verb, address: address) == .notFound) }
  }

  @Test func `the wrong method is told which ones are right`() {
    #expect(Route.parse(.post, path: "/inbox") == .methodNotAllowed([.get]))
    #expect(Route.parse(.get, path: "/sweep") == .methodNotAllowed([.post]))
    #expect(Route.parse(nil, path: "/me") == .methodNotAllowed([.get, .post]))
    #expect(Route.parse(.get, path: "/invoices/7001/undo") == .methodNotAllowed([.post]))
    #expect(Route.parse(nil, path: "/nowhere") == .notFound)
  }

  @Test func `the page to return to is always one of ours`() {
    func next(_ text: String) -> Route? {
      guard case .route(.signIn(let next)) = Route.parse(.get, path: "/sign-in", query: [("next", text)]) else { return .home }
      return next
    }
    #expect(next("/invoices/7001?tab=lines") == .invoice(.id(ID(7001)), .lines))
    #expect(next("/inbox?q=a+b") == .inbox(InboxQuery(search: "a b")))
    for hostile in [
      "https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)", "/sign-out", "/sign-in?next=/inbox",
      "/link", "", "/nowhere", "/inbox/%2F%2Fevil.test", " /inbox", "/" + String(repeating: "a", count: 5000),
    ] {
      #expect(next(hostile) == nil, "\(hostile)")
    }
  }

  @Test func `numbers of invoices have one spelling`() {
    for digits in ["7001", "9223372036854775807"] {
      guard case .id = InvoiceKey(segment: digits) else {
        Issue.record("\(digits) is an id")
        continue
      }
    }
    for other in ["07001", "+7001", "-7001", "0", "9223372036854775808", "7001 ", "٧"] {
      guard case .number(let number) = InvoiceKey(segment: other) else {
        Issue.record("\(other) is a number")
        continue
      }
      #expect(number.text == other)
    }
    #expect(InvoiceNumber("7001") == nil)
    #expect(InvoiceNumber(String(repeating: "9", count: 61)) == nil)
  }

  @Test func `a cursor has one spelling`() {
    for text in ["1.2", "-1.2", "0.0", "-9223372036854775808.9223372036854775807"] { #expect(InboxCursor(text)?.text == text) }
    for text in ["", "1", "1.", ".1", "1.2.3", "01.2", "-0.1", "1.2 ", "9223372036854775808.1", "a.b"] {
      #expect(InboxCursor(text) == nil, "\(text)")
    }
  }

  @Test func `a search is tidied and bounded`() {
    #expect(InboxQuery(search: " \u{A0}a\u{0}b\n ").search == "a b")
    #expect(InboxQuery(search: String(repeating: "é", count: 500)).search.count == 200)
    let long = InboxQuery(search: String(repeating: "x ", count: 500))
    #expect(InboxQuery(search: long.search) == long)
    #expect(InboxQuery(search: "a\u{0301}" + String(repeating: "\u{0301}", count: 5000)).search.unicodeScalars.count <= 800)
    let page = InboxQuery(view: .changed, search: "x", after: InboxCursor(key: 1, id: ID(2)))
    #expect(page.onlyMine(true) == InboxQuery(view: .changed, search: "x", mine: true))
  }

  @Test func `garbage never traps`() {
    var random = Seeded(14)
    for _ in 0..<50_000 {
      let path =
        "/"
        + (0..<random.below(4)).map { _ in random.pick(["inbox", "invoices", "me", "7001", "approve", random.text()]) }
        .joined(separator: random.pick(["/", "//", ""]))
      let query = (0..<random.below(4)).map { _ in
        (name: random.pick(["q", "next", "after", "mine", "tab", random.text()]), value: random.text(20))
      }
      if case .route(let route) = Route.parse(random.pick([.get, .post, nil]), path: path, query: query) {
        #expect(Route.parse(route.verb, address: route.address()) == .route(route))
      }
      _ = Route.parse(.get, address: random.text(40))
    }
  }

  @Test func `links carry the base path and are escaped in a page`() {
    var html = HTML(base: "/cs")
    html.append(link: Route.inbox(InboxQuery(view: .unread, search: "a&b \"<ü>\"", mine: true)))
    #expect(html.finish().text == "/cs/inbox/unread?q=a%26b%20%22%3C%C3%BC%3E%22&amp;mine=1")
    #expect(Route.signIn(next: .invoice(ID(7001))).address(base: "/cs") == "/cs/sign-in?next=%2Finvoices%2F7001")
  }
}
