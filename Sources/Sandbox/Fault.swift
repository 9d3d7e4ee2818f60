/// Something that goes wrong on request. A script of them is an array: what strikes a request is decided from the first to the
/// last, with no chance but the sandbox's own seeded one.
public struct Fault: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case tooManyRequests(retryAfter: Int)
    /// The page of a proxy that stands before ConnectWise: HTML, not JSON.
    case serverError(Int)
    case slow(milliseconds: Int64)
    /// A gap in the role of the API member.
    case forbidden
    /// The connection ends without an answer.
    case dropped
    /// Of the answer's body only so many bytes come.
    case truncated(bytes: Int)
    /// Reads show what was true so long ago, as a search index that lags.
    case stale(milliseconds: Int64)
    /// Somebody at work in ConnectWise itself.
    case edited(HumanEdit)
    /// The clock of the server is so much ahead of ours; below zero it is behind.
    case skewed(milliseconds: Int64)
    /// An upgrade moved the API to another path, for example `v2025_2/`.
    case moved(codebase: String)
  }

  public var kind: Kind
  /// Only requests whose path contains this, or ends with it if it ends with `$`; all for the empty text.
  public var path: String
  /// How often; nil until it is taken away.
  public var count: Int?
  /// Only this method; `write` is all but GET, the empty text is all.
  public var method: String
  /// So many requests that it would strike get by first.
  public var skip: Int
  /// Strikes so many of a hundred.
  public var share: Int
  /// The request is carried out first, and only its answer suffers: what was asked for has happened.
  public var afterwards: Bool

  public init(
    _ kind: Kind, path: String = "", count: Int? = nil, method: String = "", skip: Int = 0, share: Int = 100,
    afterwards: Bool = false
  ) {
    self.kind = kind
    self.path = path
    self.count = count
    self.method = method
    self.skip = skip
    self.share = share
    self.afterwards = afterwards
  }

  /// Takes the place of the answer; the others change how a request is carried out.
  var isOutcome: Bool {
    switch kind {
    case .tooManyRequests, .serverError, .forbidden, .dropped, .truncated: true
    case .slow, .stale, .edited, .skewed, .moved: false
    }
  }

  var name: String {
    switch kind {
    case .tooManyRequests: "tooManyRequests"
    case .serverError: "serverError"
    case .slow: "slow"
    case .forbidden: "forbidden"
    case .dropped: "dropped"
    case .truncated: "truncated"
    case .stale: "stale"
    case .edited: "edited"
    case .skewed: "skewed"
    case .moved: "moved"
    }
  }

  func concerns(_ request: SandboxRequest) -> Bool {
    guard method.isEmpty || (method == "write" ? request.method != "GET" : request.method == method.uppercased()) else {
      return false
    }
    let path = path.lowercased()
    let asked = request.path.lowercased()
    return path.hasSuffix("$") ? asked.hasSuffix(path.dropLast()) : path.isEmpty || asked.contains(path)
  }
}

/// A change that a person makes in ConnectWise while Countersign works.
public struct HumanEdit: Sendable, Equatable {
  /// Nil for the invoice that the struck request is about.
  public var invoice: Int?
  /// Any field that a patch may set; `status` takes an id; `deleted` deletes the invoice.
  public var field: String
  public var value: String
  /// Under whose name it is recorded.
  public var by: String

  public init(invoice: Int? = nil, field: String = "status", value: String, by: String = "hvogel") {
    self.invoice = invoice
    self.field = field
    self.value = value
    self.by = by
  }
}
