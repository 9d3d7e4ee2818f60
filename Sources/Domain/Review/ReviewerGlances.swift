/// One reviewer as a row of the inbox shows them.
public struct ReviewerGlance: Hashable, Sendable {
  public let standing: ReviewerStanding
  public let initials: String
  public let name: String

  public init(_ standing: ReviewerStanding, initials: String, name: String) {
    self.standing = standing
    self.initials = initials
    self.name = name
  }

  public init(_ reviewer: Reviewer) {
    self.init(reviewer.state.standing, initials: reviewer.initials, name: reviewer.name)
  }
}

extension [ReviewerGlance] {
  /// Those whom a row shows: the people who are asked, and whoever decided without being asked.
  public init(of reviewers: [Reviewer]) {
    self = reviewers.filter { $0.source != .override || $0.state.verdict != nil }.map { ReviewerGlance($0) }
  }

  /// All of them in one text, which a row of the store keeps: per reviewer a letter for the state, the initials, a tab, the
  /// name, a line feed. Neither tab nor line feed stands in a name.
  public var packed: String {
    var text = ""
    for glance in self {
      text.unicodeScalars.append(Unicode.Scalar(glance.standing.letter))
      for (part, end) in [(glance.initials, "\t"), (glance.name, "\n")] as [(String, Unicode.Scalar)] {
        text.unicodeScalars.append(contentsOf: part.unicodeScalars.filter { $0 != "\t" && $0 != "\n" && $0 != "\r" })
        text.unicodeScalars.append(end)
      }
    }
    return text
  }

  /// Reads the packed form; what does not read is left out.
  public init(packed bytes: UnsafeRawBufferPointer) {
    self = []
    guard !bytes.isEmpty else { return }
    reserveCapacity(4)
    var start = 0
    var tab: Int?
    for index in bytes.indices {
      if bytes[index] == UInt8(ascii: "\t"), tab == nil { tab = index }
      guard bytes[index] == UInt8(ascii: "\n") else { continue }
      if let tab, let standing = ReviewerStanding(letter: bytes[start]) {
        append(
          ReviewerGlance(
            standing, initials: String(decoding: bytes[start + 1..<tab], as: UTF8.self),
            name: String(decoding: bytes[tab + 1..<index], as: UTF8.self)))
      }
      start = index + 1
      tab = nil
    }
  }
}
