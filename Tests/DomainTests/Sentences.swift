import Testing

/// Words that the interface does not use (PRODUCT §1).
private let forbidden = ["issue", "warning", "job", "approver"]

func expectSentences(_ text: String, atLeast count: Int, sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(text.first?.isLowercase == false, "\(text)", sourceLocation: sourceLocation)
  #expect(text.last == "." || text.last == "!" || text.last == "?", "\(text)", sourceLocation: sourceLocation)
  #expect(!text.contains("..") && !text.contains("  "), "\(text)", sourceLocation: sourceLocation)
  let sentences = text.split(separator: ". ").count
  #expect(sentences >= count, "says what happened but not what to do: \(text)", sourceLocation: sourceLocation)
  let words = text.lowercased().split { !$0.isLetter }.map(String.init)
  for word in forbidden {
    #expect(!words.contains(word) && !words.contains(word + "s"), "\(text)", sourceLocation: sourceLocation)
  }
}
