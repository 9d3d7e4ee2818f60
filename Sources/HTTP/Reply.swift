/// The way back to the client for an answer that comes later: from any thread, once; a second answer is dropped.
public struct Reply: Sendable {
  private enum Way: Sendable {
    case loop(Mailbox, token: UInt64, serial: UInt64)
    case closure(@Sendable (Response) -> Void)
  }

  private let way: Way

  init(_ mailbox: Mailbox, token: UInt64, serial: UInt64) { way = .loop(mailbox, token: token, serial: serial) }

  /// For tests of a handler without a server.
  public init(_ deliver: @escaping @Sendable (Response) -> Void) { way = .closure(deliver) }

  public func send(_ response: Response) {
    switch way {
    case .loop(let mailbox, let token, let serial): mailbox.post(.answer(token: token, serial: serial, response))
    case .closure(let deliver): deliver(response)
    }
  }
}
