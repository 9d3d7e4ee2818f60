import Domain

/// What an address turned out to be.
public enum ParsedRoute: Hashable, Sendable {
  case route(Route)
  case notFound
  case methodNotAllowed([Verb])
}

extension Route {
  /// Reads a decoded path and query. Unknown query fields are ignored; of a repeated one the first counts.
  ///
  /// `verb` is nil for a method that no address answers.
  public static func parse(
    _ verb: Verb?, path: String, query: [(name: String, value: String)] = []
  ) -> ParsedRoute {
    guard path.utf8.first == UInt8(ascii: "/") else { return .notFound }
    let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    return parse(verb, segments: path == "/" ? [] : segments, query: query)
  }

  public static func parse(
    _ verb: Verb?, segments: [Substring], query: [(name: String, value: String)] = []
  ) -> ParsedRoute {
    let place = Place(segments, Query(query))
    switch (verb, place.get, place.post) {
    case (_, nil, nil): return .notFound
    case (.get, let route?, _), (.post, _, let route?): return .route(route)
    case (_, _?, nil): return .methodNotAllowed([.get])
    case (_, nil, _?): return .methodNotAllowed([.post])
    case (_, _?, _?): return .methodNotAllowed([.get, .post])
    }
  }

  /// Reads an address as it stands in a link: percent-encoded, below the base path, with its query.
  public static func parse(_ verb: Verb?, address: some StringProtocol) -> ParsedRoute {
    let target = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves[0].utf8.first == UInt8(ascii: "/") else { return .notFound }
    var segments: [Substring] = []
    for part in halves[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let segment = PercentEncoding.decode(part) else { return .notFound }
      segments.append(Substring(segment))
    }
    var pairs: [(name: String, value: String)] = []
    for field in halves.count == 2 ? halves[1].split(separator: "&") : [] {
      let sides = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentEncoding.decodeField(sides[0]),
        let value = PercentEncoding.decodeField(sides.count == 2 ? sides[1] : "")
      else { return .notFound }
      pairs.append((name, value))
    }
    return parse(verb, segments: halves[0] == "/" ? [] : segments, query: pairs)
  }
}

/// What can be read and what can be done at one path.
private struct Place {
  var get: Route?
  var post: Route?

  init(get: Route? = nil, post: Route? = nil) {
    self.get = get
    self.post = post
  }

  init(_ segments: [Substring], _ query: Query) {
    switch segments.count {
    case 0: self.init(get: .home)
    case 1: self.init(segments[0], query)
    case 2: self.init(segments[0], segments[1], query)
    case 3 where segments[0] == "invoices": self.init(invoice: segments[1], segments[2])
    case 3 where segments[0] == "settings" && segments[1] == "connectwise": self.init(connectWise: segments[2])
    case 4 where segments[0] == "invoices" && segments[2] == "pdf": self.init(pdf: segments[1], segments[3])
    default: self.init()
    }
  }

  private init(_ name: Substring, _ query: Query) {
    switch name {
    case "setup": self.init(get: .setup, post: .createFirstAdmin)
    case "sign-in": self.init(get: .signIn(next: query.next), post: .submitSignIn(next: query.next))
    case "sign-out": self.init(post: .signOut)
    case "link": self.init(get: .loginLink, post: .openLoginLink)
    case "inbox": self.init(get: .inbox(query.inbox(.all)))
    case "me": self.init(get: .me, post: .saveMe)
    case "settings": self.init(get: .settings)
    case "sweep": self.init(post: .sweepNow)
    case "events": self.init(get: .events)
    case "healthz": self.init(get: .healthz)
    case "readyz": self.init(get: .readyz)
    case "metrics": self.init(get: .metrics)
    case "csp-report": self.init(post: .cspReport)
    case "manifest.webmanifest": self.init(get: .manifest)
    default: self.init()
    }
  }

  private init(_ first: Substring, _ second: Substring, _ query: Query) {
    switch (first, second) {
    case ("me", "sign-out-everywhere"): self.init(post: .signOutEverywhere)
    case ("settings", "connectwise"): self.init(get: .connectWiseSettings, post: .saveConnectWiseSettings)
    case ("callbacks", "connectwise"): self.init(post: .takeCallback(token: query["token"] ?? ""))
    case ("settings", "system"): self.init(get: .systemSettings)
    case ("inbox", _):
      // The usual view has one address, `/inbox`.
      let view = InboxView(rawValue: String(second))
      self.init(get: view.flatMap { $0 == .all ? nil : .inbox(query.inbox($0)) })
    case ("invoices", _):
      self.init(get: InvoiceKey(segment: second).map { .invoice($0, query.tab) })
    default: self.init()
    }
  }

  private init(connectWise action: Substring) {
    switch action {
    case "schedule": self.init(post: .saveSchedule)
    case "connection": self.init(post: .saveConnection)
    case "test": self.init(post: .testConnection)
    case "callbacks": self.init(post: .saveCallbacks)
    default: self.init()
    }
  }

  private init(pdf segment: Substring, _ part: Substring) {
    switch (InvoiceKey(segment: segment), part) {
    case (.id(let id), "file"): self.init(get: .pdfFile(id))
    default: self.init()
    }
  }

  private init(invoice segment: Substring, _ action: Substring) {
    switch (InvoiceKey(segment: segment), action) {
    case (.id(let id), "print"): self.init(get: .printInvoice(id))
    case (.id(let id), "pdf"): self.init(get: .pdf(id), post: .fetchPDF(id))
    case (.id(let id), "approve"): self.init(get: .approvePage(id), post: .approve(id))
    case (.id(let id), "undo"): self.init(post: .undo(id))
    case (.id(let id), "refresh"): self.init(post: .readAgain(id))
    case (.id(let id), "write-back"): self.init(get: .dispute(id))
    case (.id(let id), "write-ours"): self.init(post: .writeOurs(id))
    case (.id(let id), "keep-theirs"): self.init(post: .keepTheirs(id))
    case (.id(let id), "try-again"): self.init(post: .tryAgain(id))
    default: self.init()
    }
  }
}

/// The query fields that routes know.
private struct Query {
  let pairs: [(name: String, value: String)]

  init(_ pairs: [(name: String, value: String)]) { self.pairs = pairs }

  subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  var tab: InvoiceTab { self["tab"].flatMap(InvoiceTab.init(rawValue:)) ?? .overview }

  func inbox(_ view: InboxView) -> InboxQuery {
    InboxQuery(
      view: view, search: self["q"] ?? "", mine: self["mine"] == "1", after: self["after"].flatMap { InboxCursor($0) })
  }

  /// Only a page of ours that is worth returning to, never the sign-in page itself: so a chain cannot grow and no
  /// address of somebody else can be smuggled in.
  var next: Route? {
    guard let address = self["next"], address.utf8.count <= 2000,
      case .route(let route) = Route.parse(.get, address: address), route.isWorthReturningTo
    else { return nil }
    return route
  }
}

extension Route {
  /// Pages to come back to after signing in.
  public var isWorthReturningTo: Bool {
    switch self {
    case .inbox, .invoice, .printInvoice, .pdf, .approvePage, .dispute, .me, .settings, .connectWiseSettings, .systemSettings:
      true
    case .home, .setup, .createFirstAdmin, .signIn, .submitSignIn, .signOut, .loginLink, .openLoginLink, .fetchPDF, .pdfFile,
      .approve,
      .undo, .readAgain, .writeOurs, .keepTheirs, .tryAgain, .saveMe, .signOutEverywhere, .saveConnectWiseSettings, .saveSchedule,
      .saveConnection, .testConnection, .saveCallbacks, .sweepNow,
      .events,
      .healthz, .readyz, .metrics,
      .cspReport, .takeCallback, .manifest:
      false
    }
  }
}
