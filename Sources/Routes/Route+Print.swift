import Domain
import Markup

extension Route: Link {
  /// The base path, the percent-encoded path and the query. `address(base:)` gives the same for the header `Location`.
  public func write(to html: inout HTML) {
    switch self {
    case .home: html.append(path: "/")
    case .setup, .createFirstAdmin: html.append(path: "/setup")
    case .signIn(let next), .submitSignIn(let next):
      html.append(path: "/sign-in")
      if let next { html.append(query: "next", next.address()) }
    case .signOut: html.append(path: "/sign-out")
    case .loginLink, .openLoginLink: html.append(path: "/link")

    case .inbox(let query):
      html.append(path: "/inbox")
      query.write(to: &html)
    case .invoice(let key, let tab):
      switch key {
      case .id(let id): html.append(invoice: id)
      case .number(let number):
        html.append(path: "/invoices/")
        html.append(segment: number.text)
      }
      switch tab {
      case .overview: break
      case .lines, .activity: html.append(query: "tab", tab.rawValue)
      }
    case .printInvoice(let id):
      html.append(invoice: id)
      html.append(literal: "/print")
    case .pdf(let id), .fetchPDF(let id):
      html.append(invoice: id)
      html.append(literal: "/pdf")
    case .pdfFile(let id):
      html.append(invoice: id)
      html.append(literal: "/pdf/file")
    case .approvePage(let id), .approve(let id):
      html.append(invoice: id)
      html.append(literal: "/approve")
    case .undo(let id):
      html.append(invoice: id)
      html.append(literal: "/undo")
    case .readAgain(let id):
      html.append(invoice: id)
      html.append(literal: "/refresh")
    case .dispute(let id):
      html.append(invoice: id)
      html.append(literal: "/write-back")
    case .writeOurs(let id):
      html.append(invoice: id)
      html.append(literal: "/write-ours")
    case .keepTheirs(let id):
      html.append(invoice: id)
      html.append(literal: "/keep-theirs")
    case .tryAgain(let id):
      html.append(invoice: id)
      html.append(literal: "/try-again")

    case .me, .saveMe: html.append(path: "/me")
    case .signOutEverywhere: html.append(path: "/me/sign-out-everywhere")

    case .settings: html.append(path: "/settings")
    case .connectWiseSettings, .saveConnectWiseSettings: html.append(path: "/settings/connectwise")
    case .saveSchedule: html.append(path: "/settings/connectwise/schedule")
    case .saveConnection: html.append(path: "/settings/connectwise/connection")
    case .testConnection: html.append(path: "/settings/connectwise/test")
    case .saveCallbacks: html.append(path: "/settings/connectwise/callbacks")
    case .systemSettings: html.append(path: "/settings/system")
    case .sweepNow: html.append(path: "/sweep")

    case .events: html.append(path: "/events")
    case .healthz: html.append(path: "/healthz")
    case .readyz: html.append(path: "/readyz")
    case .metrics: html.append(path: "/metrics")
    case .cspReport: html.append(path: "/csp-report")
    case .takeCallback(let token):
      html.append(path: "/callbacks/connectwise")
      if !token.isEmpty { html.append(query: "token", token) }
    case .manifest: html.append(path: "/manifest.webmanifest")
    }
  }
}

extension HTML {
  fileprivate mutating func append(invoice id: ID<Invoice>) {
    append(path: "/invoices/")
    append(segment: id.raw)
  }
}

extension InboxQuery {
  /// What is as usual is not written, so that each list has one address.
  func write(to html: inout HTML) {
    if view != .all {
      html.append(literal: "/")
      html.append(segment: view.rawValue)
    }
    if !search.isEmpty { html.append(query: "q", search) }
    if mine { html.append(query: "mine", "1") }
    if let after { html.append(query: "after", after.text) }
  }
}
