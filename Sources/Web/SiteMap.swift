import Routes

extension Site {
  /// What answers each address. No `default`: a new address does not compile until somebody answers it.
  func action(for route: Route) -> Action {
    switch route {
    case .home: .read(GoHome())

    case .setup: .read(ShowSetup())
    case .createFirstAdmin: .work(CreateFirstAdmin())
    case .signIn(let next): .read(ShowSignIn(next: next))
    case .submitSignIn(let next): .work(SignIn(next: next))
    case .signOut: .write(SignOut())
    case .loginLink: .read(ShowLoginLink())
    case .openLoginLink: .write(OpenLoginLink())

    case .inbox(let query): .read(ShowInbox(query: query))
    case .invoice(let key, _): .read(ShowInvoice(key: key))
    case .printInvoice(let id): .read(PrintInvoice(id: id))
    case .pdf(let id): .read(ShowPDF(id: id))
    case .fetchPDF(let id): .write(FetchPDF(id: id))
    case .pdfFile(let id): .work(DownloadPDF(id: id))
    case .approvePage(let id): .read(AskBeforeApproving(id: id))
    case .approve(let id): .write(Approve(id: id))
    case .undo(let id): .write(Undo(id: id))
    case .readAgain(let id): .write(ReadAgain(id: id))
    case .dispute(let id): .read(ShowDispute(id: id))
    case .writeOurs(let id): .write(SettleDispute(id: id, choice: .writeOurs))
    case .keepTheirs(let id): .write(SettleDispute(id: id, choice: .keepTheirs))
    case .tryAgain(let id): .write(SettleDispute(id: id, choice: .tryAgain))

    case .me: .read(ShowMe())
    case .saveMe: .write(SaveLook())
    case .signOutEverywhere: .write(SignOutEverywhere())

    case .settings: .read(ShowSettings())
    case .connectWiseSettings: .read(ShowConnectWiseSettings())
    case .saveConnectWiseSettings: .write(SaveConnectWiseSettings())
    case .saveSchedule: .write(SaveSchedule())
    case .saveConnection: .work(SaveConnection())
    case .testConnection: .work(TestConnection())
    case .saveCallbacks: .write(SaveCallbacks())
    case .systemSettings: .read(ShowSystem())
    case .sweepNow: .write(SweepNow())

    case .events: .read(Listen())
    case .healthz: .plain(AnswerHealth())
    case .readyz: .plain(AnswerReadiness())
    case .metrics: .plain(AnswerMetrics())
    case .cspReport: .plain(TakePolicyReport())
    case .takeCallback(let token): .work(TakeCallback(token: token))
    case .manifest: .plain(AnswerManifest())
    }
  }
}
