extension Head {
  /// Decides what the fields mean together: host, framing, persistence, target. Runs once, on the complete head.
  mutating func check() throws(Refusal) {
    var hosts = 0
    var lengths = 0
    var codings = 0
    var hostValue = 0..<0
    var lengthValue = 0..<0
    var codingValue = 0..<0
    var saysClose = false
    var saysKeepAlive = false
    var isUnknownExpectation = false

    let octets = bytes
    let span = octets.span
    for index in fields.indices {
      fields[index].trimEnd(span)
      let field = fields[index]
      let name = span.extracting(field.name)
      switch name.count {
      case 4 where name.equalsIgnoringCase("host"):
        hosts += 1
        hostValue = field.value
      case 6 where name.equalsIgnoringCase("cookie"):
        hasCookies = true
      case 6 where name.equalsIgnoringCase("expect"):
        if span.extracting(field.value).equalsIgnoringCase("100-continue") {
          expectsContinue = true
        } else {
          isUnknownExpectation = true
        }
      case 10 where name.equalsIgnoringCase("connection"):
        let value = span.extracting(field.value)
        ListElements.each(of: value) { range in
          let element = value.extracting(range)
          if element.equalsIgnoringCase("close") { saysClose = true }
          if element.equalsIgnoringCase("keep-alive") { saysKeepAlive = true }
        }
      case 14 where name.equalsIgnoringCase("content-length"):
        lengths += 1
        lengthValue = field.value
      case 17 where name.equalsIgnoringCase("transfer-encoding"):
        codings += 1
        codingValue = field.value
      default: break
      }
      if Head.isDisguised(name) { throw .disguisedField }
    }

    guard hosts == 1 || (hosts == 0 && isHTTP10) else { throw hosts == 0 ? .missingHost : .badHost }
    if hosts == 1 {
      guard let name = Authority.host(span.extracting(hostValue)) else { throw .badHost }
      host = name
    }

    if codings > 0 {
      // One length or the other, and chunked only where the version has it (RFC 9112 §6.1).
      guard lengths == 0, !isHTTP10 else { throw .conflictingFraming }
      guard codings == 1 else { throw .badTransferCoding }
      try TransferCoding.check(span.extracting(codingValue))
      framing = .chunked
    } else if lengths > 0 {
      guard lengths == 1, let length = ContentLength.parse(span.extracting(lengthValue)) else { throw .badContentLength }
      framing = .length(length)
    }

    isPersistent = !saysClose && (!isHTTP10 || saysKeepAlive)
    if isHTTP10 {
      expectsContinue = false
    } else if isUnknownExpectation {
      throw .unknownExpectation
    }

    let methodName = span.extracting(methodRange)
    method = Method(methodName)
    if method == nil {
      throw methodName.equals("TRACE") || methodName.equals("CONNECT") ? .refusedMethod : .unknownMethod
    }
    try readTarget()
  }

  private mutating func readTarget() throws(Refusal) {
    let octets = bytes
    let target = octets.span.extracting(targetRange)
    if target[0] == UInt8(ascii: "/") {
      try readPath(targetRange)
      return
    }
    if target.count == 1, target[0] == UInt8(ascii: "*") {
      guard method == .options else { throw .badTarget }
      path = "*"
      return
    }
    // Absolute form: its authority counts and the Host field does not (RFC 9112 §3.2.2).
    let prefix: Int
    if target.count > 7, target.extracting(0..<7).equalsIgnoringCase("http://") {
      scheme = .http
      prefix = 7
    } else if target.count > 8, target.extracting(0..<8).equalsIgnoringCase("https://") {
      scheme = .https
      prefix = 8
    } else {
      throw .badTarget
    }
    var end = prefix
    while end < target.count, target[end] != UInt8(ascii: "/"), target[end] != UInt8(ascii: "?") { end += 1 }
    guard let name = Authority.host(target.extracting(prefix..<end)) else { throw .badTarget }
    host = name
    let rest = (targetRange.lowerBound + end)..<targetRange.upperBound
    if rest.isEmpty {
      path = method == .options ? "*" : "/"
    } else {
      try readPath(rest)
    }
  }

  private mutating func readPath(_ range: Range<Int>) throws(Refusal) {
    let octets = bytes
    let span = octets.span
    var mark = range.lowerBound
    while mark < range.upperBound, span[mark] != UInt8(ascii: "?") { mark += 1 }
    if mark == range.lowerBound {
      path = "/"
    } else {
      guard let decoded = PercentDecoding.path(span.extracting(range.lowerBound..<mark)) else { throw .badPath }
      path = decoded
    }
    guard mark < range.upperBound else { return }
    guard let form = URLEncoded.parse(span.extracting((mark + 1)..<range.upperBound)) else { throw .badQuery }
    query = form
  }

  /// With its underscores read as hyphens, a name that decides framing or trust: what one hop filters the next would obey.
  static func isDisguised(_ name: Span<UInt8>) -> Bool {
    var hasUnderscore = false
    for index in name.indices where name[index] == UInt8(ascii: "_") { hasUnderscore = true }
    guard hasUnderscore else { return false }
    return guarded.contains { guardedName in
      guard guardedName.utf8CodeUnitCount == name.count else { return false }
      for index in name.indices {
        let byte = name[index] == UInt8(ascii: "_") ? UInt8(ascii: "-") : Octet.lowercased(name[index])
        if byte != guardedName.utf8Start[index] { return false }
      }
      return true
    }
  }

  private static let guarded: [StaticString] = [
    "content-length", "transfer-encoding", "content-encoding", "content-type", "x-forwarded-for", "x-forwarded-proto",
    "x-forwarded-host", "x-forwarded-port", "x-real-ip", "accept-encoding", "if-none-match", "set-cookie", "proxy-connection",
    "keep-alive", "x-request-id",
  ]
}

extension Field {
  mutating func trimEnd(_ bytes: Span<UInt8>) {
    while valueEnd > valueStart, Octet.isBlank(bytes[Int(valueEnd) - 1]) { valueEnd -= 1 }
  }
}

/// The elements of a comma-separated field, trimmed, empty ones included (RFC 9110 §5.6.1).
enum ListElements {
  static func each<E: Error>(of value: Span<UInt8>, _ body: (Range<Int>) throws(E) -> Void) throws(E) {
    var start = 0
    var index = 0
    while true {
      if index == value.count || value[index] == UInt8(ascii: ",") {
        let inner = value.extracting(start..<index).trimmed()
        try body((start + inner.lowerBound)..<(start + inner.upperBound))
        if index == value.count { return }
        start = index + 1
      }
      index += 1
    }
  }
}

/// `Transfer-Encoding`: "chunked" alone, whatever else is refused (RFC 9112 §6.1, §7.1).
enum TransferCoding {
  static func check(_ value: Span<UInt8>) throws(Refusal) {
    var elements = 0
    var unknown = 0
    var chunked = 0
    var isLastChunked = false
    try ListElements.each(of: value) { range throws(Refusal) in
      let element = value.extracting(range)
      guard !element.isEmpty else { throw .badTransferCoding }
      for index in element.indices where !Octet.isToken(element[index]) { throw .badTransferCoding }
      elements += 1
      isLastChunked = element.equalsIgnoringCase("chunked")
      if isLastChunked { chunked += 1 } else { unknown += 1 }
    }
    guard chunked <= 1, chunked == 0 || isLastChunked else { throw .badTransferCoding }
    guard unknown == 0 else { throw .unknownTransferCoding }
  }
}

/// `Content-Length`: digits without sign, space or leading zero, and within an Int (RFC 9112 §6.3).
package enum ContentLength {
  package static func parse(_ value: Span<UInt8>) -> Int? {
    guard !value.isEmpty, value.count == 1 || value[0] != UInt8(ascii: "0") else { return nil }
    var length = 0
    for index in value.indices {
      guard Octet.isDigit(value[index]) else { return nil }
      let (scaled, overflow) = length.multipliedReportingOverflow(by: 10)
      let (sum, overflowed) = scaled.addingReportingOverflow(Int(value[index] &- 0x30))
      guard !overflow, !overflowed else { return nil }
      length = sum
    }
    return length
  }
}

/// The authority of a request: a name or address, and perhaps a port; no user, no path, no list (RFC 9112 §3.2).
package enum Authority {
  /// The host in lower case and without port, or nil.
  package static func host(_ value: Span<UInt8>) -> String? {
    guard !value.isEmpty, value.count <= 262 else { return nil }
    var end = 0
    if value[0] == UInt8(ascii: "[") {
      end = 1
      while end < value.count, value[end] != UInt8(ascii: "]") {
        guard Octet.hexValue(value[end]) != nil || value[end] == UInt8(ascii: ":") || value[end] == UInt8(ascii: ".") else {
          return nil
        }
        end += 1
      }
      guard end < value.count, Address(value.extracting(1..<end).text) != nil else { return nil }
      end += 1
    } else {
      while end < value.count, value[end] != UInt8(ascii: ":") {
        let byte = value[end]
        guard Octet.isLetter(byte) || Octet.isDigit(byte) || byte == 0x2D || byte == 0x2E || byte == 0x5F else { return nil }
        end += 1
      }
      guard end > 0 else { return nil }
    }
    if end < value.count {
      guard value[end] == UInt8(ascii: ":"), isPort(value.extracting((end + 1)..<value.count)) else { return nil }
    }
    return String(unsafeUninitializedCapacity: end) { buffer in
      for index in 0..<end { buffer[index] = Octet.lowercased(value[index]) }
      return end
    }
  }

  private static func isPort(_ digits: Span<UInt8>) -> Bool {
    guard digits.count >= 1, digits.count <= 5 else { return false }
    var port = 0
    for index in digits.indices {
      guard Octet.isDigit(digits[index]) else { return false }
      port = port * 10 + Int(digits[index] &- 0x30)
    }
    return port <= 65_535
  }
}
