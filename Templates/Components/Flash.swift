import Markup

/// What the last act did, said once at the top of the next page. Failures stay until the next page; the undo is a form.
public struct Flash: Sendable {
  public enum Outcome: Sendable { case done, failed }

  public var outcome: Outcome = .done
  public var text: String
  public var undo: PostButton?

  public init(outcome: Outcome = .done, text: String, undo: PostButton? = nil) {
    self.outcome = outcome
    self.text = text
    self.undo = undo
  }
}

extension Flash.Outcome {
  var tone: Tone {
    switch self {
    case .done: .ok
    case .failed: .error
    }
  }
}
