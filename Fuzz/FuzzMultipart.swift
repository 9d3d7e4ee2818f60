import HTTP

/// The parts of a multipart body lie inside it, one behind the other, and hold no delimiter.
func fuzzMultipart(_ octets: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var seen = Seen()
  // The first line of the input also serves as a content type, so that boundaries are read too.
  let line = octets.prefix { $0 != 0x0D }
  if let text = String(validating: line, as: UTF8.self), let boundary = Multipart.boundary("multipart/form-data; \(text)") {
    guard (1...70).contains(boundary.utf8.count) else { broken("a boundary has 1 to 70 bytes") }
    seen.add(boundary)
  }
  guard let parts = Multipart.parse(octets.span, boundary: "x", parts: 9) else { return seen.sum }
  guard parts.count <= 9 else { broken("no more parts than the limit") }
  var end = 0
  for part in parts {
    let lies = part.content.lowerBound >= end && part.content.upperBound <= octets.count
    guard lies else { broken("parts follow each other inside the body") }
    end = part.content.upperBound
    let content = UnsafeBufferPointer(rebasing: octets[part.content])
    for index in content.indices.dropLast(4) where content[index] == 0x0D {
      if content[index...].starts(with: [0x0D, 0x0A, 0x2D, 0x2D, 0x78]) { broken("a part ends at the next delimiter") }
    }
    seen.add(part.name)
    seen.add(part.fileName ?? "")
    seen.add(part.type)
    seen.add(content.span)
  }
  return seen.sum
}
