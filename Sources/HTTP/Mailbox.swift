import Bytes
import CLinux
import Glibc
import Synchronization

/// What other threads say to an event loop: they post, it wakes once and takes everything.
final class Mailbox: Sendable {
  enum Message: Sendable {
    case answer(token: UInt64, serial: UInt64, Response)
    case publish(topic: String, event: Blob)
    case drain
    case stop
  }

  let descriptor: Int32
  /// Guards the messages not yet taken.
  private let messages = Mutex<[Message]>([])
  private let isWoken = Atomic<Bool>(false)

  init() throws(ServerError) {
    descriptor = countersign_eventfd()
    guard descriptor >= 0 else { throw .system("make an event descriptor", detail: errorText(descriptor)) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func post(_ message: Message) {
    messages.withLock { $0.append(message) }
    if !isWoken.exchange(true, ordering: .sequentiallyConsistent) { _ = countersign_eventfd_signal(descriptor) }
  }

  func take() -> [Message] {
    _ = countersign_eventfd_clear(descriptor)
    // Before the queue is taken, or a message posted in between would wake nobody.
    isWoken.store(false, ordering: .sequentiallyConsistent)
    return messages.withLock { queue in
      var taken: [Message] = []
      swap(&taken, &queue)
      return taken
    }
  }
}

/// The words for a negative errno.
func errorText(_ result: some BinaryInteger) -> String {
  guard let text = strerror(-Int32(truncatingIfNeeded: result)) else { return "error \(result)" }
  return String(cString: text)
}
