import Markup
import Routes

/// What came of reading an invoice again, or that it is being read.
public struct ReadingNote: Sendable {
  public enum State: Sendable {
    case beingRead(for: String)
    case unchanged(at: Moment)
    case changed([String], at: Moment)
    case failed(reason: String, at: Moment)
  }

  public var state: State
  public var page: PageLink?  // the page itself, for who has no script

  public init(state: State, page: PageLink? = nil) {
    self.state = state
    self.page = page
  }
}

extension ReadingNote {
  var tone: Tone {
    switch state {
    case .beingRead, .changed: .info
    case .unchanged: .ok
    case .failed: .error
    }
  }

  var icon: Icon {
    switch state {
    case .beingRead, .changed: Icon("sync")
    case .unchanged: Icon("ok")
    case .failed: Icon("error")
    }
  }

  var title: String {
    switch state {
    case .beingRead: "Being read again from ConnectWise…"
    case .unchanged(let moment): "Read again \(moment.text): nothing changed"
    case .changed(_, let moment): "Read again \(moment.text): this changed"
    case .failed(_, let moment): "Could not be read again \(moment.text)"
    }
  }

  var text: String {
    switch state {
    case .beingRead(let who): "\(who) asked for it. This takes a few seconds."
    case .unchanged, .changed: ""
    case .failed(let reason, _): "\(reason) Nothing is lost: what you see was read before."
    }
  }

  var changes: [String] {
    switch state {
    case .changed(let changes, _): changes
    case .beingRead, .unchanged, .failed: []
    }
  }
}
