/// Words and phrases that are watched for, each with a severity of its own or none.
///
/// Matched as whole words without regard to case; everything that is neither letter nor digit, a hyphen too, parts words. Texts
/// are cut into words once and looked up, so that ten thousand entries cost no more than ten.
public struct WordList: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public let text: String
    /// Nil: the rule's.
    public let severity: Severity?

    public init(_ text: String, _ severity: Severity? = nil) {
      self.text = text
      self.severity = severity
    }
  }

  /// As they were given, without repeats; of the same words the heaviest severity stays.
  public private(set) var entries: [Entry] = []
  private var byFirstWord: [UInt64: [Phrase]] = [:]

  private struct Phrase: Sendable {
    let entry: Int
    let words: [String]
    let hashes: [UInt64]
  }

  /// Entries without a letter or digit are left out; `WordListReading` refuses them with a sentence.
  public init(_ entries: [Entry] = []) {
    var known: [[String]: Int] = [:]
    for entry in entries {
      let words = Words(entry.text).map { $0.text(in: entry.text) }
      guard let first = words.first else { continue }
      if let place = known[words] {
        let heaviest = [self.entries[place].severity, entry.severity].compactMap { $0 }.max()
        self.entries[place] = Entry(self.entries[place].text, heaviest)
        continue
      }
      known[words] = self.entries.count
      let hashes = words.map { Words.hash($0) }
      byFirstWord[hashes.first ?? Words.hash(first), default: []].append(
        Phrase(entry: self.entries.count, words: words, hashes: hashes))
      self.entries.append(Entry(entry.text, entry.severity))
    }
  }

  public init(_ texts: String...) { self.init(texts.map { Entry($0) }) }

  public var isEmpty: Bool { entries.isEmpty }
  public var count: Int { entries.count }

  /// The entries that stand in `text`, each once, in the order of the list.
  public func matches(in text: String) -> [Entry] {
    guard !byFirstWord.isEmpty, !text.isEmpty else { return [] }
    let words = Words(text)
    var found: [Int] = []
    for (place, word) in words.enumerated() {
      guard let phrases = byFirstWord[word.hash] else { continue }
      for phrase in phrases where stands(phrase, in: text, words, at: place) && !found.contains(phrase.entry) {
        found.append(phrase.entry)
      }
    }
    return found.sorted().map { entries[$0] }
  }

  private func stands(_ phrase: Phrase, in text: String, _ words: Words, at place: Int) -> Bool {
    guard place + phrase.hashes.count <= words.count else { return false }
    for (offset, hash) in phrase.hashes.enumerated() where words[place + offset].hash != hash { return false }
    // Two words can share a hash; the words themselves decide.
    for (offset, word) in phrase.words.enumerated() where words[place + offset].text(in: text) != word { return false }
    return true
  }

  public static func == (left: WordList, right: WordList) -> Bool { left.entries == right.entries }

  public func hash(into hasher: inout Hasher) { hasher.combine(entries) }
}
