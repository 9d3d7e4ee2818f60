import Glibc

/// Where a command speaks and listens. Closures, so that tests read what would have been printed.
struct Terminal: Sendable {
  /// Standard output: the answer.
  let say: @Sendable (String) -> Void
  /// Standard error: complaints, progress, log lines.
  let complain: @Sendable (String) -> Void
  /// The first line of standard input, without its end.
  let readLine: @Sendable () -> String?
  let outputIsTerminal: Bool
  let errorIsTerminal: Bool

  static let process = Terminal(
    say: { writeAll(1, $0) },
    complain: { writeAll(2, $0) },
    readLine: { Swift.readLine(strippingNewline: true) },
    outputIsTerminal: isatty(1) == 1,
    errorIsTerminal: isatty(2) == 1)

  /// Says nothing: for a start whose progress nobody watches.
  static let silent = Terminal(
    say: { _ in }, complain: { _ in }, readLine: { nil }, outputIsTerminal: false, errorIsTerminal: false)

  func line(_ text: String) { say(text + "\n") }
}

/// Writes everything, or gives up silently when nobody reads any more: there is nowhere left to complain.
func writeAll(_ descriptor: Int32, _ text: String) {
  var text = text
  text.withUTF8 { writeAll(descriptor, UnsafeRawBufferPointer($0)) }
}

func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
    if written < 0 && errno == EINTR { continue }
    guard written > 0 else { return }
    rest = rest.dropFirst(written)
  }
}
