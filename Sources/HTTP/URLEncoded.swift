/// `a=1&b=2`: a query, or the body of a plain form.
package enum URLEncoded {
  /// Nil if an escape is damaged, the text is not UTF-8, or there are more fields than anybody sends in earnest.
  package static func parse(_ bytes: Span<UInt8>, fields limit: Int = 1_000) -> Form? {
    var pairs: [(name: String, value: String)] = []
    var start = 0
    while start <= bytes.count {
      var end = start
      var equals = -1
      while end < bytes.count, bytes[end] != UInt8(ascii: "&") {
        if equals < 0, bytes[end] == UInt8(ascii: "=") { equals = end }
        end += 1
      }
      if end > start {
        guard pairs.count < limit else { return nil }
        let nameEnd = equals < 0 ? end : equals
        let valueStart = equals < 0 ? end : equals + 1
        guard let name = PercentDecoding.component(bytes.extracting(start..<nameEnd)),
          let value = PercentDecoding.component(bytes.extracting(valueStart..<end))
        else { return nil }
        pairs.append((name: name, value: value))
      }
      start = end + 1
    }
    return Form(pairs)
  }
}
