/// Why there is no answer, told so that the caller knows whether the other side may have acted (RELIABILITY §2.3).
public enum CurlFailure: Error, Sendable, Equatable {
  /// Our own outbound policy said no; nothing left the machine.
  case refused(OutboundPolicy.Refusal)
  /// Our own courtesy kept it: nothing left the machine, and it says when to ask again.
  case heldBack(HeldBack)
  /// Provably nothing was sent: repeating is safe.
  case notSent(NotSentReason, detail: String)
  /// Something was sent and no whole answer came back: it may have been executed. Look before repeating.
  case unknown(UnknownReason, detail: String)

  public enum NotSentReason: String, Sendable, Equatable, CaseIterable {
    case nameNotFound, connectionRefused, connectTimeout, certificate, handshake, malformedRequest, outOfMemory
  }

  public enum UnknownReason: String, Sendable, Equatable, CaseIterable {
    case timeout, tooSlow, reset, emptyAnswer, cutBody, answerTooLarge, notHTTP, other
  }

  /// Whether the other side may have acted on the request.
  public var mayHaveHappened: Bool {
    switch self {
    case .refused, .heldBack, .notSent: false
    case .unknown: true
    }
  }

  /// For a person who can do something about it; from this fixed list only, never the remote text.
  public var sentence: String {
    switch self {
    case .refused(let refusal): refusal.sentence
    case .heldBack(let held): held.sentence
    case .notSent(let reason, _):
      switch reason {
      case .nameNotFound: "The server's name could not be found. Check the address and this machine's DNS."
      case .connectionRefused: "The server does not accept connections. Check the address and the port, or try later."
      case .connectTimeout: "The server did not accept a connection in time. Check the address and the firewall."
      case .certificate: "The server's certificate is not valid for this address, so nothing was sent."
      case .handshake: "No secure connection could be agreed with the server, so nothing was sent."
      case .malformedRequest:
        "The request could not be built from these settings. Check for stray characters in keys and address."
      case .outOfMemory: "This machine had no memory left for the request."
      }
    case .unknown(let reason, _):
      switch reason {
      case .timeout: "The server took the request and did not answer in time."
      case .tooSlow: "The server stopped sending in the middle of its answer."
      case .reset: "The connection was cut before the answer arrived."
      case .emptyAnswer: "The server closed the connection without an answer."
      case .cutBody: "The answer ended too early."
      case .answerTooLarge: "The answer was larger than we accept."
      case .notHTTP: "The server answered something that is not HTTP."
      case .other: "The exchange with the server failed half-way."
      }
    }
  }

  /// For an operator who searches the log.
  public var detail: String {
    switch self {
    case .refused(let refusal): refusal.detail
    case .heldBack(let held): held.detail
    case .notSent(let reason, let detail): "not sent (\(reason.rawValue)): \(detail)"
    case .unknown(let reason, let detail): "outcome unknown (\(reason.rawValue)): \(detail)"
    }
  }
}
