import Domain
import Routes

/// The routes without anything to fill in. A route that is missing here is found by `every route is among the samples`.
let plainRoutes: [Route] = [
  .home, .setup, .createFirstAdmin, .signIn(next: nil), .submitSignIn(next: nil), .signOut, .loginLink, .openLoginLink,
  .inbox, .me, .saveMe, .signOutEverywhere, .settings, .connectWiseSettings, .saveConnectWiseSettings, .saveSchedule,
  .saveConnection,
  .testConnection, .saveCallbacks,
  .systemSettings,
  .sweepNow, .events, .healthz, .readyz, .metrics, .cspReport, .manifest,
]

extension Seeded {
  mutating func route(depth: Int = 0) -> Route {
    let id = ID<Invoice>(max(1, integer().magnitude > UInt64(Int64.max) ? 1 : Int64(integer().magnitude & 0x7FFF_FFFF_FFFF_FFFF)))
    switch below(18) {
    case 0: return pick(plainRoutes)
    case 1: return .signIn(next: depth == 0 ? next() : nil)
    case 2: return .submitSignIn(next: depth == 0 ? next() : nil)
    case 3: return .inbox(inboxQuery())
    case 4: return .invoice(InvoiceNumber(text(20)).map(InvoiceKey.number) ?? .id(id), pick(InvoiceTab.allCases))
    case 5: return .printInvoice(id)
    case 6: return .approvePage(id)
    case 7: return .approve(id)
    case 8: return .undo(id)
    case 9: return .dispute(id)
    case 10: return .writeOurs(id)
    case 11: return .keepTheirs(id)
    case 12: return .pdf(id)
    case 13: return .fetchPDF(id)
    case 14: return .pdfFile(id)
    case 15: return .readAgain(id)
    case 16: return .takeCallback(token: text(20))
    default: return .tryAgain(id)
    }
  }

  private mutating func next() -> Route? {
    let route = route(depth: 1)
    return route.isWorthReturningTo ? route : nil
  }

  mutating func inboxQuery() -> InboxQuery {
    InboxQuery(
      view: pick(InboxView.allCases), search: text(30), mine: below(2) == 0,
      after: below(2) == 0 ? InboxCursor(key: integer(), id: ID(integer())) : nil)
  }
}

/// A case's name without what it carries.
func name(_ route: Route) -> String { String("\(route)".prefix { $0 != "(" }) }
