/// `multipart/form-data`, taken apart as RFC 7578 and RFC 2046 §5.1.1 write it.
package enum Multipart {
  package struct Part: Sendable, Equatable {
    package let name: String
    package let fileName: String?
    package let type: String
    /// Where the content stands in the body.
    package let content: Range<Int>
  }

  /// Nil if the body is not what its boundary promises, or has more parts than anybody sends in earnest.
  package static func parse(_ body: Span<UInt8>, boundary: String, parts limit: Int = 1_000) -> [Part]? {
    let delimiter = Array("\r\n--\(boundary)".utf8)
    guard isBoundary(boundary) else { return nil }
    // The first delimiter needs no line break before it.
    var position: Int
    if starts(body, at: 0, with: delimiter[2...]) {
      position = delimiter.count - 2
    } else if let preamble = find(delimiter, in: body, from: 0) {
      position = preamble + delimiter.count
    } else {
      return nil
    }

    var parts: [Part] = []
    while true {
      if starts(body, at: position, with: [0x2D, 0x2D]) { return parts }
      while position < body.count, Octet.isBlank(body[position]) { position += 1 }
      guard starts(body, at: position, with: [0x0D, 0x0A]) else { return nil }
      position += 2
      guard parts.count < limit, let head = PartHead(body, &position) else { return nil }
      guard let end = find(delimiter, in: body, from: max(0, position)) else { return nil }
      parts.append(Part(name: head.name, fileName: head.fileName, type: head.type, content: position..<end))
      position = end + delimiter.count
    }
  }

  /// The `boundary` parameter of a content type, or nil if it is none of multipart/form-data.
  package static func boundary(_ contentType: String) -> String? {
    let parameters = Parameters(contentType)
    guard parameters.value == "multipart/form-data", let boundary = parameters["boundary"], isBoundary(boundary) else {
      return nil
    }
    return boundary
  }

  private static func isBoundary(_ text: String) -> Bool {
    let bytes = text.utf8
    return !bytes.isEmpty && bytes.count <= 70 && bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F || $0 == 0x20 } && bytes.last != 0x20
  }

  fileprivate static func starts(_ body: Span<UInt8>, at position: Int, with prefix: some Collection<UInt8>) -> Bool {
    guard position >= 0, position + prefix.count <= body.count else { return false }
    var index = position
    for byte in prefix {
      if body[index] != byte { return false }
      index += 1
    }
    return true
  }

  private static func find(_ needle: [UInt8], in body: Span<UInt8>, from start: Int) -> Int? {
    guard body.count >= needle.count else { return nil }
    let last = body.count - needle.count
    var index = start
    while index <= last {
      // A delimiter starts with CR, which bodies have seldom.
      if body[index] == Octet.carriageReturn, starts(body, at: index, with: needle) { return index }
      index += 1
    }
    return nil
  }

  /// The header lines of one part.
  private struct PartHead {
    var name = ""
    var fileName: String?
    var type = "text/plain"

    private static let limit = 4_096

    init?(_ body: Span<UInt8>, _ position: inout Int) {
      let end = min(body.count, position + PartHead.limit)
      var hasName = false
      while true {
        var index = position
        while index + 1 < end, !(body[index] == Octet.carriageReturn && body[index + 1] == Octet.lineFeed) { index += 1 }
        guard index + 1 < end else { return nil }
        let line = body.extracting(position..<index)
        position = index + 2
        if line.isEmpty { break }
        guard let colon = line.indices.first(where: { line[$0] == UInt8(ascii: ":") }) else { return nil }
        let field = line.extracting(0..<colon)
        guard let value = line.extracting((colon + 1)..<line.count).validated else { return nil }
        if field.equalsIgnoringCase("content-disposition") {
          let parameters = Parameters(value)
          guard !hasName, parameters.value == "form-data", let found = parameters["name"] else { return nil }
          name = found
          fileName = parameters["filename"]
          hasName = true
        } else if field.equalsIgnoringCase("content-type") {
          type = Parameters(value).value
        }
      }
      if !hasName { return nil }
    }
  }
}

/// A header value with parameters: `form-data; name="a"; filename="b.png"`.
struct Parameters {
  /// Lower-case, without parameters.
  let value: String
  private var pairs: [(name: String, value: String)] = []

  init(_ text: String) {
    var fields: [[UInt8]] = [[]]
    var isQuoted = false
    var isEscaped = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: ";"), !isQuoted {
        fields.append([])
        continue
      }
      // Browsers write a quote inside a name as %22, so that a backslash before anything else is a backslash.
      if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
      isEscaped = isQuoted && !isEscaped && byte == UInt8(ascii: "\\")
      fields[fields.count - 1].append(byte)
    }
    value = String(decoding: Parameters.trim(fields[0]).map(Octet.lowercased), as: UTF8.self)
    for field in fields.dropFirst() {
      guard let equals = field.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = Parameters.trim(field[..<equals]).map(Octet.lowercased)
      var content = Array(Parameters.trim(field[(equals + 1)...]))
      if content.count >= 2, content.first == UInt8(ascii: "\""), content.last == UInt8(ascii: "\"") {
        content = Parameters.unescape(content[1..<(content.count - 1)])
      }
      pairs.append((name: String(decoding: name, as: UTF8.self), value: String(decoding: content, as: UTF8.self)))
    }
  }

  subscript(name: String) -> String? {
    for pair in pairs where pair.name == name { return pair.value }
    return nil
  }

  private static func trim(_ bytes: some BidirectionalCollection<UInt8>) -> [UInt8] {
    Array(bytes.drop(while: Octet.isBlank).reversed().drop(while: Octet.isBlank).reversed())
  }

  private static func unescape(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.endIndex,
        bytes[index + 1] == UInt8(ascii: "\"") || bytes[index + 1] == UInt8(ascii: "\\")
      {
        index += 1
      }
      output.append(bytes[index])
      index += 1
    }
    return output
  }
}

extension Span where Element == UInt8 {
  /// As text if it is UTF-8 without NUL.
  var validated: String? {
    withUnsafeBufferPointer { bytes in
      guard !bytes.contains(0) else { return nil }
      return String(validating: bytes, as: UTF8.self)
    }
  }
}
