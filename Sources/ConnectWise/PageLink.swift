/// Reads the `Link` header (RFC 8288). Only the page number is taken from it: following a URL that a server hands us would
/// let it choose where we send the keys.
enum PageLink {
  static func nextPage(_ header: String) -> Int? {
    for link in header.split(separator: ",") {
      let parts = link.split(separator: ";")
      guard let target = parts.first,
        parts.dropFirst().contains(where: { $0.filter { !$0.isWhitespace && $0 != "\"" }.lowercased() == "rel=next" })
      else { continue }
      guard let question = target.firstIndex(of: "?") else { return nil }
      for pair in target[question...].dropFirst().split(separator: "&") where pair.lowercased().hasPrefix("page=") {
        let digits = pair.dropFirst(5).prefix { $0.isASCII && $0.isNumber }
        return digits.count <= 9 ? Int(digits) : nil
      }
    }
    return nil
  }
}
