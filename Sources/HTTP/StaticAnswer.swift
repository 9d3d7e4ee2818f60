import Bytes

/// How a static file answers: whole, "you have it", or "not like that" (RFC 9110 §13).
extension StaticFiles {
  enum Answer {
    case response(Response)
    case notFound
    /// Only GET and HEAD.
    case wrongMethod
    case conditionFailed
  }

  /// Whether the path is for this table, to be found there or not at all.
  func covers(_ path: String) -> Bool {
    path.hasPrefix(StaticFiles.prefix) || (hasLooseFiles && files[path] != nil)
  }

  func answer(_ path: String, _ method: Method, _ head: Head, now: Int64) -> Answer {
    guard let file = files[path] else { return .notFound }
    guard method == .get || method == .head else { return .wrongMethod }

    let takesGzip = head.list("accept-encoding").map { AcceptEncoding.takesGzip($0.span) } ?? false
    let gzip = takesGzip ? file.gzip : nil
    // Another representation, another tag (RFC 9110 §8.8.3).
    let tag = gzip == nil ? "\"\(file.etag)\"" : "\"\(file.etag)-gzip\""

    var response: Response
    switch Preconditions.check(head, tag: tag, modified: file.modified, now: now) {
    case .failed: return .conditionFailed
    case .unchanged: response = Response(.notModified)
    case .proceed:
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
}

/// The conditions a client may put on an answer, in the order in which they count (RFC 9110 §13.2.2). An invalid date says nothing.
package enum Preconditions {
  package enum Outcome: Sendable, Equatable { case proceed, unchanged, failed }

  /// For GET and HEAD. `tag` with its quotes.
  package static func check(_ head: Head, tag: String, modified: Int64?, now: Int64) -> Outcome {
    if let tags = head.list("if-match") {
      if !EntityTag.matches(tags.span, tag, weakly: false) { return .failed }
    } else if let modified, let since = date(head, "if-unmodified-since", now), modified > since {
      return .failed
    }
    if let tags = head.list("if-none-match") { return EntityTag.matches(tags.span, tag, weakly: true) ? .unchanged : .proceed }
    if let modified, let since = date(head, "if-modified-since", now), modified <= since { return .unchanged }
    return .proceed
  }

  private static func date(_ head: Head, _ name: StaticString, _ now: Int64) -> Int64? {
    head.value(name).flatMap { HTTPDate.parse(head.text($0), now: now) }
  }
}

/// The list of tags in `If-None-Match` and `If-Match` (RFC 9110 §8.8.3, §13.1.2).
package enum EntityTag {
  /// Compared weakly, `W/` makes no difference; compared strongly, a weak tag matches nothing. `tag` is a strong one, with its quotes.
  package static func matches(_ value: Span<UInt8>, _ tag: String, weakly: Bool) -> Bool {
    let trimmed = value.trimmed()
    if value.extracting(trimmed).equals("*") { return true }
    let wanted = Array(tag.utf8)
    var index = trimmed.lowerBound
    while index < trimmed.upperBound {
      while index < trimmed.upperBound, Octet.isBlank(value[index]) || value[index] == UInt8(ascii: ",") { index += 1 }
      let isWeak = index + 1 < trimmed.upperBound && value[index] == UInt8(ascii: "W") && value[index + 1] == UInt8(ascii: "/")
      if isWeak { index += 2 }
      guard index < trimmed.upperBound, value[index] == UInt8(ascii: "\"") else { return false }
      let start = index
      index += 1
      while index < trimmed.upperBound, value[index] != UInt8(ascii: "\"") { index += 1 }
      guard index < trimmed.upperBound else { return false }
      index += 1
      if weakly || !isWeak, index - start == wanted.count, (0..<wanted.count).allSatisfy({ value[start + $0] == wanted[$0] }) {
        return true
      }
    }
    return false
  }
}
