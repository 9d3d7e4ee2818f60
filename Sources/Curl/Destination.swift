import CCurl

/// A URL taken apart by libcurl's own parser, which is the one that will use it: two parsers are two opinions (RELIABILITY §5.6).
final class Destination {
  let parsed: OpaquePointer
  let scheme: String
  let host: String
  let port: Int
  let path: String
  let hasCredentials: Bool

  init(_ url: String) throws(OutboundPolicy.Refusal) {
    guard let parsed = curl_url() else { throw .notAURL(url) }
    let code = curl_url_set(parsed, CURLUPART_URL, url, 0)
    guard code == CURLUE_OK else {
      curl_url_cleanup(parsed)
      throw code == CURLUE_UNSUPPORTED_SCHEME ? .scheme(String(url.prefix { $0 != ":" }.prefix(32))) : .notAURL(url)
    }
    func part(_ what: CURLUPart, _ flags: UInt32 = 0) -> String? {
      var text: UnsafeMutablePointer<CChar>?
      guard curl_url_get(parsed, what, &text, flags) == CURLUE_OK, let text else { return nil }
      defer { curl_free(text) }
      return String(cString: text)
    }
    let scheme = part(CURLUPART_SCHEME)
    let host = part(CURLUPART_HOST)
    let port = part(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap { Int($0) }
    let path = part(CURLUPART_PATH) ?? "/"
    let hasCredentials = part(CURLUPART_USER) != nil || part(CURLUPART_PASSWORD) != nil || part(CURLUPART_OPTIONS) != nil
    guard let scheme, let host, let port, !host.isEmpty else {
      curl_url_cleanup(parsed)
      throw .notAURL(url)
    }
    self.parsed = parsed
    self.scheme = scheme.lowercased()
    self.host = host.lowercased()
    self.port = port
    self.path = path
    self.hasCredentials = hasCredentials
  }

  deinit { curl_url_cleanup(parsed) }

  var origin: Origin { Origin(scheme: scheme, host: host, port: port) }
}

/// Scheme, host and port: what a connection is made to.
struct Origin: Sendable, Hashable {
  let scheme: String
  let host: String
  let port: Int

  init(scheme: String, host: String, port: Int) {
    self.scheme = scheme
    self.host = host
    self.port = port
  }

  /// Reads an entry of the allow-list: http or https, no path, no credentials.
  init?(_ text: String) {
    guard let destination = try? Destination(text), destination.path == "/", !destination.hasCredentials,
      destination.scheme == "http" || destination.scheme == "https", !text.contains("?"), !text.contains("#")
    else { return nil }
    self = destination.origin
  }

  var text: String { "\(scheme)://\(host):\(port)" }
}
