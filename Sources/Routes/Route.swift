import Domain

/// Every address of the site and what can be done there: one case per action, so that `Site` answers each of them.
///
/// `Route.parse` reads an address, `write(to:)` prints it, and a test proves that they invert each other.
public enum Route: Hashable, Sendable {
  case home

  // Coming in
  case setup
  case createFirstAdmin
  /// `next` is where the visitor wanted to go: always one of our own pages, because only those parse.
  indirect case signIn(next: Route?)
  indirect case submitSignIn(next: Route?)
  case signOut
  case loginLink
  case openLoginLink

  // Reviewing
  case inbox(InboxQuery)
  case invoice(InvoiceKey, InvoiceTab)
  case printInvoice(ID<Invoice>)
  /// The invoice as ConnectWise prints it: the page about it, having it fetched, and the file.
  case pdf(ID<Invoice>)
  case fetchPDF(ID<Invoice>)
  case pdfFile(ID<Invoice>)
  case approvePage(ID<Invoice>)
  case approve(ID<Invoice>)
  case undo(ID<Invoice>)
  /// Has the invoice read again from ConnectWise, now.
  case readAgain(ID<Invoice>)
  /// A write-back that ConnectWise contradicts or refused, and what a person can do about it.
  case dispute(ID<Invoice>)
  case writeOurs(ID<Invoice>)
  case keepTheirs(ID<Invoice>)
  case tryAgain(ID<Invoice>)

  // Oneself
  case me
  case saveMe
  case signOutEverywhere

  // Settings
  case settings
  case connectWiseSettings
  case saveConnectWiseSettings
  case saveSchedule
  case saveConnection
  case testConnection
  case saveCallbacks
  case systemSettings
  case sweepNow

  // For programs
  case events
  case healthz
  case readyz
  case metrics
  case cspReport
  /// What ConnectWise tells of changes; `token` is the one that it was registered with.
  case takeCallback(token: String)
  case manifest

  public var verb: Verb {
    switch self {
    case .home, .setup, .signIn, .loginLink, .inbox, .invoice, .printInvoice, .pdf, .pdfFile, .approvePage, .dispute, .me,
      .settings,
      .connectWiseSettings, .systemSettings, .events, .healthz, .readyz, .metrics, .manifest:
      .get
    case .createFirstAdmin, .submitSignIn, .signOut, .openLoginLink, .fetchPDF, .approve, .undo, .readAgain, .writeOurs,
      .keepTheirs,
      .tryAgain, .saveMe,
      .signOutEverywhere,
      .saveConnectWiseSettings, .saveSchedule, .saveConnection, .testConnection, .saveCallbacks, .sweepNow, .cspReport,
      .takeCallback:
      .post
    }
  }

  /// An invoice's canonical page.
  public static func invoice(_ id: ID<Invoice>) -> Route { .invoice(.id(id), .overview) }

  /// The inbox as one first sees it.
  public static var inbox: Route { .inbox(InboxQuery()) }
}
