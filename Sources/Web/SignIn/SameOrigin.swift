/// Where a request came from, by the browser's own word: the first two of three layers against forged requests.
public enum SameOrigin {
  /// `public` is the configured public origin, never the Host header: a proxy that rewrites Host cannot weaken this.
  ///
  /// Sec-Fetch-Site decides when it is there. Otherwise Origin must be ours. With neither (an old browser, a script)
  /// the form token decides alone.
  public static func allowsWrite(secFetchSite: String?, origin: String?, public: String) -> Bool {
    if let secFetchSite { return secFetchSite == "same-origin" }
    if let origin { return origin == `public` }
    return true
  }
}
