/// Why a command stops: a sentence that somebody can act on, and a detail that an operator can search for.
struct CommandFailure: Error, Equatable, Sendable {
  let code: ExitCode
  let sentence: String
  /// What the machine said, word for word.
  let detail: String?
  /// Further sentences of the same kind: every wrong setting, not only the first.
  let more: [String]

  init(_ code: ExitCode, _ sentence: String, detail: String? = nil, more: [String] = []) {
    self.code = code
    self.sentence = sentence
    self.detail = detail
    self.more = more
  }
}
