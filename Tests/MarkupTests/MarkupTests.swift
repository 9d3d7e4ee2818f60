import Bytes
import Markup
import Testing

private func page(base: String = "", _ write: (inout HTML) -> Void) -> String {
  var html = HTML(base: base, capacity: 0)
  write(&html)
  return html.finish().text
}

@Test(arguments: [
  ("", ""), ("plain", "plain"), ("a<b", "a&lt;b"), ("<", "&lt;"), ("&&", "&amp;&amp;"), ("\"'>", "&#34;&#39;&gt;"),
  ("end&", "end&amp;"), ("größer < 日本 🇩🇪", "größer &lt; 日本 🇩🇪"), ("!#$%()*+,-./0123456789:;=?@", "!#$%()*+,-./0123456789:;=?@"),
  ("&lt;", "&amp;lt;"), ("a\u{0}\n\u{2028}b", "a\u{0}\n\u{2028}b"),
])
func `the five special characters are escaped wherever they stand and nothing else is touched`(text: String, escaped: String) {
  #expect(page { $0.append(text) } == escaped)
  #expect(page { $0.append(text: text) } == escaped)
  #expect(page { $0.append(text[...]) } == escaped)
  #expect(page { $0.append("x\(text)y".dropFirst().dropLast()) } == escaped)
}

@Test func `every byte value comes through escaping as the standard wants it`() {
  for scalar in (0..<0x800).compactMap(Unicode.Scalar.init) {
    let expected = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&#34;", "'": "&#39;"][String(scalar)] ?? String(scalar)
    #expect(page { $0.append("aaaaaaaaaaaaaaaa\(Character(scalar))b") } == "aaaaaaaaaaaaaaaa\(expected)b")
  }
}

@Test func `numbers and characters are written as they read`() {
  #expect(
    page {
      $0.append(-42)
      $0.append(Int.min)
      $0.append(Int64.max)
      $0.append(Character("<"))
      $0.append("&" as StaticString)
    }
      == "-42-92233720368547758089223372036854775807&lt;&amp;")
}

private struct Badge: Renderable {
  let text: String
  func render(into html: inout HTML) {
    html.append(literal: "<b>")
    html.append(text)
    html.append(literal: "</b>")
  }
}

@Test func `a component writes its own markup and escapes its values`() {
  #expect(page { $0.append(Badge(text: "1 < 2")) } == "<b>1 &lt; 2</b>")
  let parts: [any Renderable] = [Badge(text: "a"), Badge(text: "b")]
  #expect(page { html in for part in parts { html.append(part) } } == "<b>a</b><b>b</b>")
}

private struct Search: Link, Equatable {
  let words: String
  let page: Int?
  func write(to html: inout HTML) {
    html.append(path: "/search/")
    html.append(segment: words)
    html.append(query: "q", words)
    if let page { html.append(query: "page", page) }
  }
}

@Test func `a link carries the base path, percent-encodes and escapes ampersands in attributes only`() {
  let link = Search(words: "a/b &\"<ü>~.", page: 2)
  #expect(
    page(base: "/cs") { $0.append(link: link) }
      == "/cs/search/a%2Fb%20%26%22%3C%C3%BC%3E~.?q=a%2Fb%20%26%22%3C%C3%BC%3E~.&amp;page=2")
  #expect(link.address(base: "/cs") == "/cs/search/a%2Fb%20%26%22%3C%C3%BC%3E~.?q=a%2Fb%20%26%22%3C%C3%BC%3E~.&page=2")
  #expect(link.address() == "/search/a%2Fb%20%26%22%3C%C3%BC%3E~.?q=a%2Fb%20%26%22%3C%C3%BC%3E~.&page=2")
}

@Test func `each link begins its own query`() {
  let link = Search(words: "x", page: nil)
  #expect(
    page {
      $0.append(link: link)
      $0.append(literal: " ")
      $0.append(link: link)
    } == "/search/x?q=x /search/x?q=x")
}

@Test func `no segment climbs out of its path`() {
  #expect(Search(words: "..", page: nil).address() == "/search/--?q=..")
  #expect(Search(words: ".", page: nil).address() == "/search/-?q=.")
  #expect(Search(words: "...", page: nil).address() == "/search/...?q=...")
}

@Test func `a fragment follows its link`() {
  #expect(Search(words: "x", page: nil).fragment("line 3").address(base: "/cs") == "/cs/search/x?q=x#line%203")
  #expect(page { $0.append(link: PagePlace("comments")) } == "#comments")
}

@Test(arguments: [
  "https://na.myconnectwise.net/v4_6?a=1&b='2'", "http://x", "HTTPS://x.example/", "mailto:jo@example.com",
])
func `addresses of allowed schemes may leave the site`(address: String) throws {
  let link = try #require(ExternalLink(address))
  #expect(link.address() == address)
  #expect(page(base: "/cs") { $0.append(link: link) } == page { $0.append(text: address) })
}

@Test(arguments: [
  "", "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "/local", "//host/x", "https:", "https://",
  "https:x", " https://x", "https://x y", "https://x\n", "https://x\u{0}", "https:///x", "https://x\\y", "https://ü.example",
  "java\nscript:x", "ftp://x", "mailto:",
])
func `any other address is no link`(address: String) {
  #expect(ExternalLink(address) == nil)
}
