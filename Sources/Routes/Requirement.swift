import Domain

/// Who may follow a route. Whether a person may see this very invoice is decided where it is looked up.
public enum Requirement: Hashable, Sendable {
  case anyone
  case signedIn
  case right(Right)
  /// The machine's own network or a token: figures about the process, nothing about invoices.
  case operatorNetwork

  public func isMet(by viewer: Viewer) -> Bool {
    switch self {
    case .anyone, .operatorNetwork: true
    case .signedIn: viewer.person?.isActive ?? false
    case .right(let right): viewer.may(right)
    }
  }
}

extension Route {
  public var requirement: Requirement {
    switch self {
    case .home, .setup, .createFirstAdmin, .signIn, .submitSignIn, .loginLink, .openLoginLink, .healthz, .readyz,
      .cspReport, .takeCallback, .manifest:
      .anyone
    case .signOut, .me, .saveMe, .signOutEverywhere, .events: .signedIn
    case .inbox, .invoice, .printInvoice, .pdf, .fetchPDF, .pdfFile, .dispute: .right(.seeOwnInvoices)
    case .approvePage, .approve, .undo, .writeOurs, .keepTheirs, .tryAgain: .right(.decideWhenAsked)
    case .readAgain: .right(.readAgain)
    case .settings: .right(.readSettings)
    case .connectWiseSettings, .systemSettings: .right(.readConnections)
    case .saveConnectWiseSettings, .saveSchedule, .saveConnection, .testConnection, .saveCallbacks:
      .right(.editConnections)
    case .sweepNow: .right(.runSweep)
    case .metrics: .operatorNetwork
    }
  }

  /// Whether the form carries a token against forged requests (RELIABILITY §5.4). Reports come from the browser itself.
  public var needsFormToken: Bool {
    switch self {
    case .createFirstAdmin, .submitSignIn, .signOut, .openLoginLink, .fetchPDF, .approve, .undo, .readAgain, .writeOurs,
      .keepTheirs,
      .tryAgain, .saveMe,
      .signOutEverywhere,
      .saveConnectWiseSettings, .saveSchedule, .saveConnection, .testConnection, .saveCallbacks, .sweepNow:
      true
    case .home, .setup, .signIn, .loginLink, .inbox, .invoice, .printInvoice, .pdf, .pdfFile, .approvePage, .dispute, .me,
      .settings,
      .connectWiseSettings, .systemSettings, .events, .healthz, .readyz, .metrics, .cspReport, .takeCallback, .manifest:
      false
    }
  }
}
