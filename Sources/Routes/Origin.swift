/// Scheme, host and port of a site outside, checked once: the only thing a deep link may begin with.
public struct Origin: Hashable, Sendable {
  /// `https://na.myconnectwise.net`, without a slash at the end.
  public let text: String
  public let host: String

  /// Nil unless `text` is `https://host[:port]`. Plain http is taken only for a loopback address, and only where the
  /// configuration allows it, for a sandbox on the same machine.
  public init?(_ text: some StringProtocol, allowingLoopbackHTTP: Bool = false) {
    let lowered = text.lowercased()
    let isPlain = lowered.hasPrefix("http://")
    guard isPlain || lowered.hasPrefix("https://") else { return nil }
    var rest = lowered.dropFirst(isPlain ? 7 : 8)
    if rest.hasSuffix("/") { rest.removeLast() }

    let sides = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let host = String(sides[0])
    guard Self.isHost(host) else { return nil }
    if sides.count == 2 {
      guard let port = PlainInteger.parse(sides[1]), (1...65_535).contains(port) else { return nil }
    }
    if isPlain { guard allowingLoopbackHTTP, Self.isLoopback(host) else { return nil } }
    self.host = host
    self.text = (isPlain ? "http://" : "https://") + rest
  }

  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { PlainInteger.parse($0) }
    return parts.count == 4 && parts[0] == 127 && parts.allSatisfy { $0.map { (0...255).contains($0) } ?? false }
  }

  private static func isHost(_ host: String) -> Bool {
    guard (1...253).contains(host.utf8.count) else { return false }
    return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        && label.utf8.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
          default: false
          }
        }
    }
  }
}
