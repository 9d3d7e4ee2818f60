import Markup
import Routes

/// Where the change in ConnectWise stands, in words.
public struct WriteBackNote: Sendable {
  public enum State: Sendable {
    case off(status: String)
    case dryRun(status: String)
    case holding(status: String, seconds: Int)
    case waiting(status: String)
    case writing(status: String)
    case confirmed(status: String, at: Moment)
    case checking(status: String)
    case changedInConnectWise(ours: String, theirs: String)
    /// The status from before stands there, and whether ours stood there in between nobody can tell.
    case unclear(ours: String, theirs: String)
    case refused(status: String, reason: String)
  }

  public var state: State
  public var acts: [PostButton] = []  // keep theirs, write ours, try again
  public var page: PageLink?  // where both sides stand beside each other

  public init(state: State, acts: [PostButton] = [], page: PageLink? = nil) {
    self.state = state
    self.acts = acts
    self.page = page
  }
}

extension WriteBackNote {
  public var tone: Tone {
    switch state {
    case .off, .dryRun: .neutral
    case .holding, .waiting, .writing: .info
    case .confirmed: .ok
    case .checking, .changedInConnectWise, .unclear: .warning
    case .refused: .error
    }
  }

  var icon: Icon {
    switch state {
    case .off, .dryRun: Icon("info")
    case .holding, .waiting: Icon("wait")
    case .writing: Icon("sync")
    case .confirmed: Icon("ok")
    case .checking, .changedInConnectWise, .unclear: Icon("warning")
    case .refused: Icon("error")
    }
  }

  public var title: String {
    switch state {
    case .off: "Nothing is written to ConnectWise"
    case .dryRun(let status): "Dry run: would set “\(status)” in ConnectWise"
    case .holding(let status, let seconds): "Will set “\(status)” in ConnectWise in \(seconds) s"
    case .waiting(let status): "Waiting to set “\(status)” in ConnectWise"
    case .writing(let status): "Setting “\(status)” in ConnectWise"
    case .confirmed(let status, let moment): "“\(status)” written and confirmed \(moment.text)"
    case .checking(let status): "Checking whether ConnectWise took “\(status)”"
    case .changedInConnectWise: "Changed in ConnectWise, please decide"
    case .unclear(let status, _): "Not certain whether “\(status)” was set, please decide"
    case .refused(let status, _): "ConnectWise refused “\(status)”"
    }
  }

  public var text: String {
    switch state {
    case .off: "Write-back is switched off. The decision is kept here."
    case .dryRun: "Write-back runs dry: the change is shown and not sent."
    case .holding: "Until then an undo leaves no trace in ConnectWise."
    case .waiting: "It goes out with the next round; nothing to do."
    case .writing: "Sent; the answer is being read back."
    case .confirmed: ""
    case .checking:
      "The connection broke while writing. Countersign reads the invoice before it tries again, so nothing is written twice."
    case .changedInConnectWise(let ours, let theirs):
      "We wanted to set “\(ours)”, but somebody set “\(theirs)” there meanwhile. Nothing was overwritten."
    case .unclear(let ours, let theirs):
      "The connection broke while writing, and ConnectWise shows “\(theirs)”. “\(ours)” may have stood there and been taken back, so it is not written again without you."
    case .refused(_, let reason): reason
    }
  }
}
