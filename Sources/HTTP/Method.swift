/// What a request asks to be done. Every other method is answered by the server itself: 405 for TRACE and CONNECT, else 501.
public enum Method: UInt8, Sendable, CaseIterable {
  case get, head, post, put, patch, delete, options

  public var name: StaticString {
    switch self {
    case .get: "GET"
    case .head: "HEAD"
    case .post: "POST"
    case .put: "PUT"
    case .patch: "PATCH"
    case .delete: "DELETE"
    case .options: "OPTIONS"
    }
  }

  /// Names are case-sensitive (RFC 9110 §9.1).
  package init?(_ bytes: Span<UInt8>) {
    switch bytes.count {
    case 3 where bytes.equals("GET"): self = .get
    case 3 where bytes.equals("PUT"): self = .put
    case 4 where bytes.equals("HEAD"): self = .head
    case 4 where bytes.equals("POST"): self = .post
    case 5 where bytes.equals("PATCH"): self = .patch
    case 6 where bytes.equals("DELETE"): self = .delete
    case 7 where bytes.equals("OPTIONS"): self = .options
    default: return nil
    }
  }
}
