/// The `Cookie` header, read leniently one by one: a damaged cookie is skipped, it does not spoil the others (RFC 6265 §4.2).
package enum Cookies {
  /// At most `limit` cookies; the rest is ignored.
  package static func parse(_ value: Span<UInt8>, limit: Int = 50) -> [(name: String, value: String)] {
    var cookies: [(name: String, value: String)] = []
    each(value) { name, content in
      guard cookies.count < limit else { return false }
      cookies.append((name: value.extracting(name).text, value: value.extracting(content).text))
      return true
    }
    return cookies
  }

  /// Calls `body` with the places of each well-formed name and value, until it returns false.
  static func each(_ value: Span<UInt8>, _ body: (Range<Int>, Range<Int>) -> Bool) {
    var start = 0
    while start < value.count {
      var end = start
      var equals = -1
      while end < value.count, value[end] != UInt8(ascii: ";") {
        if equals < 0, value[end] == UInt8(ascii: "=") { equals = end }
        end += 1
      }
      if equals >= 0 {
        let name = value.extracting(start..<equals).trimmed().shifted(by: start)
        var content = value.extracting((equals + 1)..<end).trimmed().shifted(by: equals + 1)
        if content.count >= 2, value[content.lowerBound] == 0x22, value[content.upperBound - 1] == 0x22 {
          content = (content.lowerBound + 1)..<(content.upperBound - 1)
        }
        if isName(value.extracting(name)), isContent(value.extracting(content)), !body(name, content) { return }
      }
      start = end + 1
    }
  }

  private static func isName(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where !Octet.isToken(bytes[index]) { return false }
    return !bytes.isEmpty
  }

  /// `cookie-octet`, and the space and comma that real sites set all the same.
  private static func isContent(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices {
      let byte = bytes[index]
      guard byte >= 0x20, byte < 0x7F, byte != 0x22, byte != 0x5C else { return false }
    }
    return true
  }
}

extension Range<Int> {
  func shifted(by distance: Int) -> Range<Int> { (lowerBound + distance)..<(upperBound + distance) }
}

extension Head {
  /// Calls `body` with name and value of each cookie of all `Cookie` fields, up to the limit.
  func eachCookie(limit: Int, _ body: (Span<UInt8>, Span<UInt8>) -> Bool) {
    guard hasCookies else { return }
    let span = bytes.span
    var count = 0
    for field in fields where span.extracting(field.name).equalsIgnoringCase("cookie") {
      let value = span.extracting(field.value)
      Cookies.each(value) { name, content in
        count += 1
        return count <= limit && body(value.extracting(name), value.extracting(content))
      }
    }
  }
}
