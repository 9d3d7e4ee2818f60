/// Something that goes wrong on request.
public struct Fault: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case tooManyRequests(retryAfter: Int)
    case serverError(Int)
    case slow(milliseconds: Int64)
    /// A gap in the role of the API member.
    case forbidden
  }

  public var kind: Kind
  /// Only requests whose path contains this, and all for the empty text.
  public var path: String
  /// How often; nil until it is taken away.
  public var count: Int?

  public init(_ kind: Kind, path: String = "", count: Int? = nil) {
    self.kind = kind
    self.path = path
    self.count = count
  }

  /// `{"kind":"tooManyRequests","retryAfter":30,"path":"/finance","count":1}`
  init?(_ value: JSON) {
    switch value["kind"]?.string {
    case "tooManyRequests": kind = .tooManyRequests(retryAfter: value["retryAfter"]?.int ?? 30)
    case "serverError": kind = .serverError(value["status"]?.int.flatMap { (500...599).contains($0) ? $0 : nil } ?? 500)
    case "slow": kind = .slow(milliseconds: Int64(min(max(0, value["milliseconds"]?.int ?? 1000), 600_000)))
    case "forbidden": kind = .forbidden
    default: return nil
    }
    path = value["path"]?.string ?? ""
    count = value["count"]?.int
  }

  var record: JSON {
    let what: [(String, JSON?)] =
      switch kind {
      case .tooManyRequests(let seconds): [("kind", .text("tooManyRequests")), ("retryAfter", .integer(seconds))]
      case .serverError(let status): [("kind", .text("serverError")), ("status", .integer(status))]
      case .slow(let milliseconds): [("kind", .text("slow")), ("milliseconds", .integer(Int(milliseconds)))]
      case .forbidden: [("kind", .text("forbidden"))]
      }
    return .record(what + [("path", .text(path)), ("count", count.map { .integer($0) })])
  }
}
