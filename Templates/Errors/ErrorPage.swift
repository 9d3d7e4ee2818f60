import Markup
import Routes

/// Something did not work: what, why as far as we know, and what to do now. Renders without a database.
public struct ErrorPage: Sendable {
  public var status: Int
  public var requestID: String
  public var sentence: String = ""  // more particular than the standing words: "Invoice 48214 was deleted in ConnectWise."
  public var retryAfter: Int?  // seconds
  public var link: PageLink?  // the one thing to do
  public var look: Look = Look()

  public init(
    status: Int, requestID: String, sentence: String = "", retryAfter: Int? = nil, link: PageLink? = nil, look: Look = Look()
  ) {
    self.status = status
    self.requestID = requestID
    self.sentence = sentence
    self.retryAfter = retryAfter
    self.link = link
    self.look = look
  }
}
