import Domain
import Routes
import Testing

@Suite struct RequirementTests {
  private func viewer(_ role: Role, active: Bool = true) -> Viewer {
    .person(Person(id: ID(1), name: "A", email: "a@example.test", role: role, isActive: active))
  }

  private var routes: [Route] {
    plainRoutes + [
      .invoice(ID(1)), .printInvoice(ID(1)), .pdf(ID(1)), .fetchPDF(ID(1)), .pdfFile(ID(1)), .approvePage(ID(1)), .approve(ID(1)),
      .undo(ID(1)), .dispute(ID(1)),
      .writeOurs(ID(1)), .keepTheirs(ID(1)), .tryAgain(ID(1)), .readAgain(ID(1)),
      .takeCallback(token: "x"),
    ]
  }

  @Test func `who may follow which route is the accepted list`() {
    let viewers: [(String, Viewer)] = [("nobody", .nobody)] + Role.allCases.map { ($0.rawValue, viewer($0)) }
    let lines = routes.map { route in
      let may = viewers.filter { route.requirement.isMet(by: $0.1) }.map(\.0)
      return "\(route.verb.rawValue) \(route.address()): \(may.count == viewers.count ? "anyone" : may.joined(separator: ", "))"
    }
    #expect(
      lines == [
        "GET /: anyone", "GET /setup: anyone", "POST /setup: anyone", "GET /sign-in: anyone", "POST /sign-in: anyone",
        "POST /sign-out: admin, billing-manager, reviewer, auditor", "GET /link: anyone", "POST /link: anyone",
        "GET /inbox: admin, billing-manager, reviewer, auditor", "GET /me: admin, billing-manager, reviewer, auditor",
        "POST /me: admin, billing-manager, reviewer, auditor",
        "POST /me/sign-out-everywhere: admin, billing-manager, reviewer, auditor",
        "GET /settings: admin, billing-manager, auditor", "GET /settings/connectwise: admin, auditor",
        "POST /settings/connectwise: admin", "POST /settings/connectwise/schedule: admin",
        "POST /settings/connectwise/connection: admin",
        "POST /settings/connectwise/test: admin", "POST /settings/connectwise/callbacks: admin",
        "GET /settings/system: admin, auditor",
        "POST /sweep: admin, billing-manager",
        "GET /events: admin, billing-manager, reviewer, auditor", "GET /healthz: anyone", "GET /readyz: anyone",
        "GET /metrics: anyone", "POST /csp-report: anyone", "GET /manifest.webmanifest: anyone",
        "GET /invoices/1: admin, billing-manager, reviewer, auditor",
        "GET /invoices/1/print: admin, billing-manager, reviewer, auditor",
        "GET /invoices/1/pdf: admin, billing-manager, reviewer, auditor",
        "POST /invoices/1/pdf: admin, billing-manager, reviewer, auditor",
        "GET /invoices/1/pdf/file: admin, billing-manager, reviewer, auditor",
        "GET /invoices/1/approve: admin, billing-manager, reviewer", "POST /invoices/1/approve: admin, billing-manager, reviewer",
        "POST /invoices/1/undo: admin, billing-manager, reviewer",
        "GET /invoices/1/write-back: admin, billing-manager, reviewer, auditor",
        "POST /invoices/1/write-ours: admin, billing-manager, reviewer",
        "POST /invoices/1/keep-theirs: admin, billing-manager, reviewer",
        "POST /invoices/1/try-again: admin, billing-manager, reviewer",
        "POST /invoices/1/refresh: admin, billing-manager, reviewer",
        "POST /callbacks/connectwise?token=x: anyone",
      ])
  }

  @Test func `a disabled person may what nobody may`() {
    for route in routes {
      #expect(route.requirement.isMet(by: viewer(.admin, active: false)) == route.requirement.isMet(by: .nobody))
    }
  }

  /// What comes from programs proves itself otherwise, or changes nothing.
  private func isFromPrograms(_ route: Route) -> Bool {
    if case .takeCallback = route { true } else { route == .cspReport }
  }

  @Test func `whatever changes something carries a form token, but for reports of the browser and words from ConnectWise`() {
    for route in routes { #expect(route.needsFormToken == (route.verb == .post && !isFromPrograms(route))) }
  }

  @Test func `figures about the process are not for anyone`() {
    #expect(Route.metrics.requirement == .operatorNetwork)
  }

  @Test func `only pages are worth returning to`() {
    for route in routes where route.isWorthReturningTo { #expect(route.verb == .get) }
  }
}
