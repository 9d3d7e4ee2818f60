/// What is wrong in a template, where, and what to do about it.
public struct Mistake: Error, Equatable, Sendable {
  /// Byte offset into the source; becomes line and column when told.
  let offset: Int
  public let sentence: String

  init(at offset: Int, _ sentence: String) {
    self.offset = offset
    self.sentence = sentence
  }
}

/// Every mistake of one template, as compilers tell them: `path:line:column: error: sentence`.
public struct Mistakes: Error, Equatable, Sendable, CustomStringConvertible {
  public let lines: [String]

  init(_ mistakes: [Mistake], in source: Source) {
    var told: [String] = []
    for mistake in mistakes.sorted(by: { $0.offset < $1.offset }).prefix(20) {
      let place = source.position(of: mistake.offset)
      let line = "\(source.path):\(place.line):\(place.column): error: \(mistake.sentence)"
      if told.last != line { told.append(line) }
    }
    lines = told
  }

  public var description: String { lines.joined(separator: "\n") }
}
