import Bytes

/// A file of the site that never changes under its name, because the name carries its hash.
public struct StaticFile: Sendable {
  /// `/static/app.3f2a1b.css`
  public let path: String
  public let type: StaticString
  public let body: Blob
  public let gzip: Blob?
  /// Without quotes.
  public let etag: String
  /// Seconds since 1970; nil sends no `Last-Modified`.
  public let modified: Int64?

  public init(path: String, type: StaticString, body: Blob, gzip: Blob? = nil, etag: String, modified: Int64? = nil) {
    self.path = path
    self.type = type
    self.body = body
    self.gzip = gzip
    self.etag = etag
    self.modified = modified
  }
}

/// The table of static files, which the server answers from before it asks the application.
public struct StaticFiles: Sendable {
  /// Paths under it that are not in the table are not found.
  public static let prefix = "/static/"

  let files: [String: StaticFile]
  let standing: HeaderBlock
  /// Files at names of their own, such as `/favicon.ico`.
  let hasLooseFiles: Bool

  /// `standing` stands on every file's answer; caching headers are added here.
  public init(_ files: [StaticFile], standing: HeaderBlock = .none) {
    self.files = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    self.standing = standing
    hasLooseFiles = files.contains { !$0.path.hasPrefix(StaticFiles.prefix) }
  }
}
