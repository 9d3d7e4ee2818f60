import Testing

@testable import Domain

@Suite struct WordListTests {
  private func found(_ text: String, _ words: String...) -> [String] {
    WordList(words.map { WordList.Entry($0) }).matches(in: text).map(\.text)
  }

  @Test func `whole words are found, parts are not`() {
    #expect(found("Set up Mastodon", "todo") == [])
    #expect(found("a TODO: call", "todo") == ["todo"])
    #expect(found("todo", "todo") == ["todo"])
    #expect(found("todos", "todo") == [])
    #expect(found("a-todo-list", "todo") == ["todo"])
    #expect(found("todo2", "todo") == [])
    #expect(found("snake_todo_case", "todo") == ["todo"])
    #expect(found("", "todo") == [])
  }

  @Test func `phrases are found across any gap`() {
    #expect(found("please do  not\n-- bill this", "do not bill") == ["do not bill"])
    #expect(found("do not", "do not bill") == [])
    #expect(found("not bill do", "do not bill") == [])
    #expect(found("do do not bill", "do not bill") == ["do not bill"])
    #expect(found("internal only", "internal", "internal only", "only internal") == ["internal", "internal only"])
  }

  @Test func `letters of every script, composed or not`() {
    #expect(found("STRASSE Straße straße", "STRASSE", "STRAßE") == ["STRASSE", "STRAßE"])
    #expect(found("cafe\u{301}", "café") == ["café"])
    #expect(found("café", "CAFE\u{301}") == ["CAFE\u{301}"])
    #expect(found("cafe", "café") == [])
    #expect(found("это внутренний текст", "ВНУТРЕННИЙ") == ["ВНУТРЕННИЙ"])
    #expect(found("5 \u{212A}", "k") == ["k"], "the sign for kelvin is a K")
    #expect(found("don’t bill", "don't bill") == ["don't bill"])
    #expect(found("todo–list", "todo") == ["todo"], "a dash parts words")
    #expect(found("todo\u{301}", "todo") == [], "a mark belongs to its letter")
  }

  @Test func `of the same words the heaviest severity stays`() {
    let list = WordList([.init("Goodwill", .info), .init("goodwill", .error), .init("GOOD-WILL"), .init(" - "), .init("")])
    #expect(list.entries == [.init("Goodwill", .error), .init("GOOD-WILL")])
  }

  /// By counting, not by the clock: ten thousand entries are looked up, not tried one by one.
  @Test func `a text is cut once, whatever the length of the list`() {
    let list = WordList((0..<10_000).map { WordList.Entry("word\($0) \($0 % 7)") })
    #expect(list.count == 10_000)
    let text = String(repeating: "nothing to see here ", count: 50) + "word9999 3"
    for _ in 0..<2000 { #expect(list.matches(in: text).count == 1) }
  }

  @Test func `what is found is what a plain search over words finds`() {
    var random = Seeded(31)
    let alphabet = ["do", "not", "bill", "Todo", "é", "e\u{301}", "x1", "内部"]
    for _ in 0..<5000 {
      let phrases = (0..<random.below(5)).map { _ in (0...random.below(2)).map { _ in random.pick(alphabet) } }
      let words = (0..<random.below(12)).map { _ in random.pick(alphabet) }
      let text = words.joined(separator: random.pick([" ", "-", ", ", "\n"]))
      let list = WordList(phrases.map { WordList.Entry($0.joined(separator: " ")) })
      let lowered = words.map { $0.lowercased() }
      let expected = list.entries.filter { entry in
        let phrase = entry.text.split(separator: " ").map { $0.lowercased() }
        return lowered.indices.contains { lowered[$0...].starts(with: phrase) }
      }
      #expect(list.matches(in: text) == expected, "\(text)")
    }
  }

  @Test func `any text is cut into the words that its characters say`() {
    var random = Seeded(32)
    for _ in 0..<20_000 {
      let text = random.text(40)
      for word in Words(text) {
        let found = word.text(in: text)
        #expect(!found.isEmpty && Words.hash(found) == word.hash, "\(text)")
      }
    }
  }
}
