/// Reads the `Link` header (RFC 8288). Only a number is taken from it: following a URL that a server hands us would let it
/// choose where we send the keys.
enum PageLink {
  static func nextPage(_ header: String) -> Int? { next("page", in: header) }

  /// Of forward-only pages.
  static func nextID(_ header: String) -> Int? { next("pageid", in: header) }

  private static func next(_ name: String, in header: String) -> Int? {
    for (target, parameters) in links(header)
    where parameters.filter({ !$0.isWhitespace && $0 != "\"" }).lowercased().split(separator: ";").contains("rel=next") {
      guard let question = target.firstIndex(of: "?") else { return nil }
      for pair in target[question...].dropFirst().split(separator: "&") where pair.lowercased().hasPrefix(name + "=") {
        let digits = pair.dropFirst(name.count + 1).prefix { $0.isASCII && $0.isNumber }
        return digits.count <= 10 ? Int(digits) : nil
      }
    }
    return nil
  }

  /// Taken apart by the angle brackets: a filter such as `id in (1,2)` brings commas into the address.
  private static func links(_ header: String) -> [(target: Substring, parameters: Substring)] {
    var links: [(Substring, Substring)] = []
    var rest = header[...]
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      let parameters = rest[close...].dropFirst().prefix { $0 != "<" }
      links.append((rest[open..<close].dropFirst(), parameters.prefix { $0 != "," }))
      rest = rest[parameters.endIndex...]
    }
    return links
  }
}
