import Markup

/// Shown while an operator works on the server.
public struct MaintenancePage: Sendable {
  public var sentence: String = ""  // the operator's own words
  public var requestID: String

  public init(sentence: String = "", requestID: String) {
    self.sentence = sentence
    self.requestID = requestID
  }
}
