import HTTP

/// The headers every answer carries, one block per kind of answer, encoded once at start.
public struct SecurityHeaders: Sendable {
  public let page: HeaderBlock
  public let data: HeaderBlock
  public let asset: HeaderBlock
  /// What others made and somebody keeps: it may neither run nor ask for anything, and no page may show it inside itself.
  public let file: HeaderBlock
  /// Leaving: a page's headers, and the browser forgets what it kept.
  public let farewell: HeaderBlock

  /// `reports` is where a browser sends what the policy stopped, base path included.
  public init(https: Bool, reports: String) {
    let everywhere = Self.everywhere + (https ? [("strict-transport-security", "max-age=63072000; includeSubDomains")] : [])
    let pagePolicy = [
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'", "connect-src 'self'",
      "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", "manifest-src 'self'",
      "require-trusted-types-for 'script'", "trusted-types 'none'", "report-uri \(reports)",
    ].joined(separator: "; ")
    let page = everywhere + [("cache-control", "no-store"), ("content-security-policy", pagePolicy)]
    self.page = HeaderBlock(page)
    farewell = HeaderBlock(page + [("clear-site-data", "\"cache\", \"cookies\", \"storage\"")])
    data = HeaderBlock(
      everywhere + [("cache-control", "no-store"), ("content-security-policy", "default-src 'none'; frame-ancestors 'none'")])
    file = HeaderBlock(
      everywhere + [
        ("cache-control", "no-store"), ("content-security-policy", "default-src 'none'; sandbox; frame-ancestors 'none'"),
      ])
    asset = HeaderBlock(everywhere + [("content-security-policy", "default-src 'none'; frame-ancestors 'none'")])
  }

  private static let everywhere = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("origin-agent-cluster", "?1"),
    ("x-frame-options", "DENY"),
    ("x-permitted-cross-domain-policies", "none"),
    (
      "permissions-policy",
      "accelerometer=(), autoplay=(), camera=(), display-capture=(), fullscreen=(), geolocation=(), gyroscope=(), "
        + "magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), usb=()"
    ),
  ]
}
