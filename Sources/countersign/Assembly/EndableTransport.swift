import Curl
import Synchronization

/// A way out that can be closed for good: when another connection takes its place, nothing more goes to the old address.
final class EndableTransport: Transport {
  private let inner: CourteousTransport
  private let isEnded = Atomic<Bool>(false)

  init(_ inner: CourteousTransport) { self.inner = inner }

  func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    if isEnded.load(ordering: .acquiring) { return .failure(.heldBack(HeldBack(.replaced, milliseconds: 60_000))) }
    return inner.send(request)
  }

  var restraint: HeldBack? { inner.restraint }

  /// For a shutdown: what can leave at once still leaves.
  func stopWaiting() { inner.stopWaiting() }

  /// What is under way may finish, and nothing else begins.
  func end() {
    isEnded.store(true, ordering: .releasing)
    inner.stopWaiting()
  }
}
