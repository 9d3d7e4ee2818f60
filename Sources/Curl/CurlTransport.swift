/// The real way out: libcurl, under the outbound policy.
public final class CurlTransport: Transport {
  private let policy: OutboundPolicy

  public init(policy: OutboundPolicy, certificates: String? = nil, log: (@Sendable (Exchange) -> Void)? = nil) {
    self.policy = policy
  }

  public func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    .failure(.notSent(.malformedRequest, detail: "not built yet"))
  }
}

/// One finished exchange for the log: no header but the allowed ones, no body, no query.
public struct Exchange: Sendable {
  public let method: String
  public let origin: String
  public let path: String
  public let status: Int?
  public let failure: CurlFailure?
  public let milliseconds: Int
  public let bytes: Int
  public let headers: [(name: String, value: String)]
}
