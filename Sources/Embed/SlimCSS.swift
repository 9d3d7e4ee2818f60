/// A style sheet without comments, indentation and blank lines. Nothing else is touched.
///
/// A comment that alone separates two tokens stays as `/**/`, and strings and bare `url(…)` are copied as they are.
func slimmedCSS(_ text: String) -> String {
  let source = Array(text.utf8)
  var output: [UInt8] = []
  var index = 0
  func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
  func endOfString(from start: Int) -> Int {
    var end = start + 1
    while end < source.count, source[end] != source[start] { end += source[end] == UInt8(ascii: "\\") ? 2 : 1 }
    return min(end + 1, source.count)
  }
  while index < source.count {
    let byte = source[index]
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      let end = endOfString(from: index)
      output += source[index..<end]
      index = end
    } else if source[index...].starts(with: "url(".utf8) {
      output += "url(".utf8
      index += 4
      while index < source.count, isSpace(source[index]) { index += 1 }
      if index < source.count, source[index] != UInt8(ascii: "\""), source[index] != UInt8(ascii: "'") {
        while index < source.count, source[index] != UInt8(ascii: ")") {
          output.append(source[index])
          index += 1
        }
      }
    } else if source[index...].starts(with: "/*".utf8) {
      var end = index + 2
      while end < source.count, !source[end...].starts(with: "*/".utf8) { end += 1 }
      index = min(end + 2, source.count)
      let opensGap = output.last.map(isSpace) ?? true
      let closesGap = index >= source.count || isSpace(source[index])
      if !opensGap, !closesGap { output += "/**/".utf8 }
    } else if byte == 0x0A || byte == 0x0D {
      while let last = output.last, last == 0x20 || last == 0x09 { output.removeLast() }
      if let last = output.last, last != 0x0A { output.append(0x0A) }
      index += 1
    } else if byte == 0x20 || byte == 0x09, output.last == 0x0A || output.isEmpty {
      index += 1
    } else {
      output.append(byte)
      index += 1
    }
  }
  return String(decoding: output, as: UTF8.self)
}
