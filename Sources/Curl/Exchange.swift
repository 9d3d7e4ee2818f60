/// One finished exchange, for the log: no body, no query, and only headers that are known to hold no secret.
public struct Exchange: Sendable {
  public let method: OutboundRequest.Method
  /// `https://host:port`
  public let origin: String
  public let path: String
  /// Nil if there was no whole answer.
  public let status: Int?
  public let failure: CurlFailure?
  public let milliseconds: Int
  public let bytes: Int
  public let headers: [(name: String, value: String)]

  private static let allowed: Set<String> = [
    "x-cw-request-id", "x-server-name", "api-current-version", "retry-after", "content-type", "content-length", "date",
  ]

  static func loggable(_ headers: [(name: String, value: String)]) -> [(name: String, value: String)] {
    headers.compactMap { allowed.contains($0.name.lowercased()) ? ($0.name.lowercased(), $0.value) : nil }
  }
}
