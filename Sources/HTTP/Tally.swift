import Synchronization

/// One loop's counts: only the loop adds, anybody reads.
final class Tally: Sendable {
  let accepted = Atomic<Int>(0)
  let refused = Atomic<Int>(0)
  let requests = Atomic<Int>(0)
  let received = Atomic<Int>(0)
  let sent = Atomic<Int>(0)
  let answers2xx = Atomic<Int>(0)
  let answers3xx = Atomic<Int>(0)
  let answers4xx = Atomic<Int>(0)
  let answers5xx = Atomic<Int>(0)
  let subscribers = Atomic<Int>(0)

  func count(_ status: Status) {
    requests.add(1, ordering: .relaxed)
    switch status.code {
    case ..<300: answers2xx.add(1, ordering: .relaxed)
    case ..<400: answers3xx.add(1, ordering: .relaxed)
    case ..<500: answers4xx.add(1, ordering: .relaxed)
    default: answers5xx.add(1, ordering: .relaxed)
    }
  }

  func add(to sum: inout ServerCounters) {
    sum.connectionsAccepted += accepted.load(ordering: .relaxed)
    sum.connectionsRefused += refused.load(ordering: .relaxed)
    sum.requests += requests.load(ordering: .relaxed)
    sum.bytesReceived += received.load(ordering: .relaxed)
    sum.bytesSent += sent.load(ordering: .relaxed)
    sum.answers2xx += answers2xx.load(ordering: .relaxed)
    sum.answers3xx += answers3xx.load(ordering: .relaxed)
    sum.answers4xx += answers4xx.load(ordering: .relaxed)
    sum.answers5xx += answers5xx.load(ordering: .relaxed)
    sum.subscribers += subscribers.load(ordering: .relaxed)
  }
}
