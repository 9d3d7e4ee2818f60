import Markup
import Testing

/// Eight bytes are judged at a time: every length and every place of the byte that must not slip through.
@Test func `a marked byte is found at every place of a text of every length`() {
  let marked: [(Character, String)] = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&#34;"), ("'", "&#39;")]
  for length in 1...40 {
    for place in 0..<length {
      for (character, entity) in marked {
        var text = [Character](repeating: "n", count: length)
        text[place] = character
        var html = HTML()
        html.append(text: String(text))
        let expected = String(repeating: "n", count: place) + entity + String(repeating: "n", count: length - place - 1)
        #expect(html.finish().text == expected, "length \(length), place \(place)")
      }
    }
  }
}

@Test func `bytes next to the marked ones are left alone`() {
  for value in UInt8(1)...127 where !"&<>\"'".utf8.contains(value) {
    for length in [1, 3, 4, 7, 8, 9, 16, 17, 33] {
      let text = String(decoding: [UInt8](repeating: value, count: length), as: UTF8.self)
      var html = HTML()
      html.append(text: text)
      #expect(html.finish().text == text, "byte \(value)")
    }
  }
}
