/// What is wrong in a template, where, and what to do about it.
public struct Mistake: Error, Equatable, Sendable {
  /// Byte offset into the source; becomes line and column when told.
  let offset: Int
  public let sentence: String
  /// From here on the reader no longer knows where it is: what it would still complain about has this same cause.
  let losesPlace: Bool

  init(at offset: Int, losesPlace: Bool = false, _ sentence: String) {
    self.offset = offset
    self.sentence = sentence
    self.losesPlace = losesPlace
  }
}

/// Every mistake of one template, as compilers tell them: `path:line:column: error: sentence`.
public struct Mistakes: Error, Equatable, Sendable, CustomStringConvertible {
  public let lines: [String]

  init(_ mistakes: [Mistake], in source: Source) {
    var told: [String] = []
    let certain = mistakes.prefix { !$0.losesPlace }
    let losing = mistakes.dropFirst(certain.count).prefix { $0.losesPlace }
    for mistake in (certain + losing).sorted(by: { $0.offset < $1.offset }).prefix(20) {
      let place = source.position(of: mistake.offset)
      let line = "\(source.path):\(place.line):\(place.column): error: \(mistake.sentence)"
      if told.last != line { told.append(line) }
    }
    lines = told
  }

  public var description: String { lines.joined(separator: "\n") }
}
