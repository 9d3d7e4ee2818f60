import Bytes
import HTTP

/// The figures on a listener of their own: whoever reaches it may read them, so it is kept private (COUNTERSIGN_METRICS_LISTEN).
final class MetricsDesk: Handler {
  private let text: @Sendable () -> String

  init(text: @escaping @Sendable () -> String) { self.text = text }

  func bodyRule(for head: RequestHead) -> BodyRule { .none }

  func respond(to request: Request, reply: Reply) -> Response? {
    guard request.path == "/metrics" else { return Response(.notFound) }
    guard request.method == .get || request.method == .head else {
      var response = Response(.methodNotAllowed)
      response.add("allow", "GET, HEAD")
      return response
    }
    return Response(.ok, type: "text/plain; version=0.0.4; charset=utf-8", body: Blob(text()))
  }
}

extension ServerConfiguration {
  init(metricsAt address: ListenAddress) {
    self.init(listen: [address])
    loops = 1
  }
}
