import Bytes

/// How a static file answers: whole, "you have it", or "not like that" (RFC 9110 §13).
extension StaticFiles {
  enum Answer {
    case response(Response)
    case notFound
    /// Only GET and HEAD.
    case wrongMethod
  }

  /// Whether the path is for this table, to be found there or not at all.
  func covers(_ path: String) -> Bool {
    path.hasPrefix(StaticFiles.prefix) || (hasLooseFiles && files[path] != nil)
  }

  func answer(_ path: String, _ method: Method, _ head: Head, now: Int64) -> Answer {
    guard let file = files[path] else { return .notFound }
    guard method == .get || method == .head else { return .wrongMethod }

    let takesGzip = head.value("accept-encoding").map { AcceptEncoding.takesGzip(head.bytes.span.extracting($0)) } ?? false
    let gzip = takesGzip ? file.gzip : nil
    // Another representation, another tag (RFC 9110 §8.8.3).
    let tag = gzip == nil ? "\"\(file.etag)\"" : "\"\(file.etag)-gzip\""

    var response: Response
    if StaticFiles.isUnchanged(head, tag: tag, modified: file.modified, now: now) {
      response = Response(.notModified)
    } else {
      response = Response(.ok, type: file.type, body: gzip ?? file.body)
      if gzip != nil { response.encoding = "gzip" }
    }
    response.add("etag", tag)
    if let modified = file.modified { response.add("last-modified", HTTPDate.format(modified)) }
    let isHashed = path.hasPrefix(StaticFiles.prefix)
    response.add("cache-control", isHashed ? "public, max-age=31536000, immutable" : "public, max-age=3600")
    if file.gzip != nil { response.add("vary", "Accept-Encoding") }
    response.standing = standing
    return .response(response)
  }

  /// `If-None-Match` decides alone where it is present; only else does `If-Modified-Since`, and an invalid date says nothing.
  package static func isUnchanged(_ head: Head, tag: String, modified: Int64?, now: Int64) -> Bool {
    if let range = head.value("if-none-match") { return EntityTag.matches(head.bytes.span.extracting(range), tag) }
    guard let modified, let range = head.value("if-modified-since") else { return false }
    guard let since = HTTPDate.parse(head.text(range), now: now) else { return false }
    return modified <= since
  }
}

/// The list of tags in `If-None-Match` (RFC 9110 §8.8.3, §13.1.2).
package enum EntityTag {
  /// Weak comparison: `W/` makes no difference. `tag` with its quotes.
  package static func matches(_ value: Span<UInt8>, _ tag: String) -> Bool {
    let trimmed = value.trimmed()
    if value.extracting(trimmed).equals("*") { return true }
    let wanted = Array(tag.utf8)
    var index = trimmed.lowerBound
    while index < trimmed.upperBound {
      while index < trimmed.upperBound, Octet.isBlank(value[index]) || value[index] == UInt8(ascii: ",") { index += 1 }
      if index + 1 < trimmed.upperBound, value[index] == UInt8(ascii: "W"), value[index + 1] == UInt8(ascii: "/") { index += 2 }
      guard index < trimmed.upperBound, value[index] == UInt8(ascii: "\"") else { return false }
      let start = index
      index += 1
      while index < trimmed.upperBound, value[index] != UInt8(ascii: "\"") { index += 1 }
      guard index < trimmed.upperBound else { return false }
      index += 1
      if index - start == wanted.count, (0..<wanted.count).allSatisfy({ value[start + $0] == wanted[$0] }) { return true }
    }
    return false
  }
}
