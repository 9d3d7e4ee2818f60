import HTTP
import TemplateCompiler

/// A query is read or refused; what is read survives being written and read again.
func fuzzQuery(_ octets: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var seen = Seen()
  guard let form = URLEncoded.parse(octets.span, fields: 20) else { return seen.sum }
  guard form.pairs.count <= 20 else { broken("no more fields than the limit") }
  var again: [UInt8] = []
  for (name, value) in form.pairs {
    seen.add(name)
    seen.add(value)
    if !again.isEmpty { again.append(UInt8(ascii: "&")) }
    escape(name, into: &again)
    again.append(UInt8(ascii: "="))
    escape(value, into: &again)
  }
  guard let copy = URLEncoded.parse(again.span, fields: 20), copy.pairs.count == form.pairs.count else {
    broken("a form that was read can be written and read again")
  }
  for (one, other) in zip(form.pairs, copy.pairs) where one != other { broken("a form survives being written and read again") }
  return seen.sum
}

/// A path is read once and strictly: what comes out is valid, has no dot segment and survives being written and read again.
func fuzzPercent(_ octets: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var seen = Seen()
  if let path = PercentDecoding.path(octets.span) {
    seen.add(path)
    guard path.utf8.first == UInt8(ascii: "/") else { broken("a path begins with a slash") }
    for byte in path.utf8 where byte < 0x20 || byte == 0x7F || byte == 0x5C { broken("a path holds no control byte") }
    if (path + "/").utf8.contains("/./".utf8) || (path + "/").utf8.contains("/../".utf8) { broken("a path has no dot segment") }
    var again: [UInt8] = []
    escape(path, keeping: UInt8(ascii: "/"), into: &again)
    guard PercentDecoding.path(again.span) == path else { broken("a path survives being written and read again") }
  }
  if let text = PercentDecoding.component(octets.span) {
    seen.add(text)
    var again: [UInt8] = []
    escape(text, into: &again)
    guard PercentDecoding.component(again.span) == text else { broken("text survives being written and read again") }
  }
  return seen.sum
}

extension Collection<UInt8> {
  fileprivate func contains(_ word: some Collection<UInt8>) -> Bool {
    indices.contains { self[$0...].starts(with: word) }
  }
}

private func escape(_ text: String, keeping kept: UInt8 = 0, into octets: inout [UInt8]) {
  func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
  octets.reserveCapacity(octets.count + text.utf8.count * 3)
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
      octets.append(byte)
    case kept where kept != 0: octets.append(byte)
    default:
      octets.append(UInt8(ascii: "%"))
      octets.append(digit(byte >> 4))
      octets.append(digit(byte & 15))
    }
  }
}

/// A template becomes Swift or complaints that name a line of it, and always the same.
func fuzzTemplate(_ octets: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var seen = Seen()
  switch compile(source: Array(octets), name: "FuzzPage") {
  case .success(let swift):
    guard swift.utf8.count >= 20 else { broken("a template becomes Swift") }
    seen.add(swift.utf8.count)
  case .failure(let mistakes):
    guard !mistakes.lines.isEmpty else { broken("a refusal says why") }
    for line in mistakes.lines {
      guard line.hasPrefix("FuzzPage.html:") else { broken("a complaint names its place") }
      seen.add(line)
    }
  }
  return seen.sum
}
