import Bytes

/// One reviewer as a row of the inbox shows them. The texts are lent: they stand in the row's packed form.
public struct ReviewerGlance: Equatable {
  public let standing: ReviewerStanding
  public let initials: LentText
  public let name: LentText

  public init(_ standing: ReviewerStanding, initials: LentText, name: LentText) {
    self.standing = standing
    self.initials = initials
    self.name = name
  }
}

/// The reviewers of one row in one text, which the store keeps and a page walks: per reviewer a letter for the state, the
/// initials, a tab, the name, a line feed. Valid like the text it reads.
public struct ReviewerGlances: Sequence {
  private let packed: UnsafeRawBufferPointer

  public init(packed: LentText) { self.packed = packed.bytes }

  public var isEmpty: Bool { packed.isEmpty }

  /// How many stand behind the first `shown`; nil if nobody does.
  public func beyond(_ shown: Int) -> Int? {
    var (lines, end) = (0, packed.place(of: UInt8(ascii: "\n"), from: 0))
    while end < packed.count {
      lines &+= 1
      end = packed.place(of: UInt8(ascii: "\n"), from: end &+ 1)
    }
    return lines > shown ? lines - shown : nil
  }

  public func makeIterator() -> Iterator { Iterator(packed) }

  public struct Iterator: IteratorProtocol {
    private let packed: UnsafeRawBufferPointer
    private var start = 0

    init(_ packed: UnsafeRawBufferPointer) { self.packed = packed }

    /// What does not read is left out.
    public mutating func next() -> ReviewerGlance? {
      while start < packed.count {
        let tab = packed.place(of: UInt8(ascii: "\t"), from: start)
        let end = packed.place(of: UInt8(ascii: "\n"), from: tab)
        guard end < packed.count else { break }
        defer { start = end + 1 }
        guard let standing = ReviewerStanding(letter: packed[start]) else { continue }
        return ReviewerGlance(standing, initials: text(start + 1, tab), name: text(tab + 1, end))
      }
      start = packed.count
      return nil
    }

    private func text(_ from: Int, _ end: Int) -> LentText { LentText(UnsafeRawBufferPointer(rebasing: packed[from..<end])) }
  }
}

extension ReviewerGlances {
  /// The packed form of those whom a row shows: the people who are asked, and whoever decided without being asked. Neither tab
  /// nor line feed stands in a name.
  public static func packed(_ reviewers: [Reviewer]) -> String {
    packed(
      reviewers.filter { $0.source != .override || $0.state.verdict != nil }.map { ($0.state.standing, $0.initials, $0.name) })
  }

  public static func packed(_ reviewers: [(standing: ReviewerStanding, initials: String, name: String)]) -> String {
    var text = ""
    for reviewer in reviewers {
      text.unicodeScalars.append(Unicode.Scalar(reviewer.standing.letter))
      for (part, end) in [(reviewer.initials, "\t"), (reviewer.name, "\n")] as [(String, Unicode.Scalar)] {
        text.unicodeScalars.append(contentsOf: part.unicodeScalars.filter { $0 != "\t" && $0 != "\n" && $0 != "\r" })
        text.unicodeScalars.append(end)
      }
    }
    return text
  }
}
