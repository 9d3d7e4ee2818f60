import Bytes
import Glibc

/// One request, complete and checked; nobody changes it any more.
public final class Request: Sendable {
  public let method: Method
  /// Percent-decoded once, checked, begins with "/", base path removed.
  public let path: String
  public var query: Form { head.query }
  /// Empty unless the handler's rule took it into memory.
  public let body: [UInt8]
  /// The file that an upload waits in; removed when the request is gone.
  public let bodyFile: String?
  /// Also in the answer's `x-request-id` and in the access log.
  public let id: String
  /// The client's address, seen through trusted proxies; "unix" for a socket file without such a proxy.
  public let client: String
  /// Came by https, says a trusted proxy.
  public let isSecure: Bool
  /// Lower-case, without port.
  public var host: String { head.host }
  let head: Head
  /// Microseconds, when the head was complete.
  let started: Int64

  init(head: Head, method: Method, origin: Origin, body: [UInt8], bodyFile: String?, id: String, started: Int64) {
    self.head = head
    self.method = method
    self.path = origin.path
    self.body = body
    self.bodyFile = bodyFile
    self.id = id
    self.client = origin.client
    self.isSecure = origin.isSecure
    self.started = started
  }

  deinit {
    if let bodyFile { unlink(bodyFile) }
  }

  public var rawTarget: String { head.target }

  /// The first value of a header; the name in lower case.
  public func header(_ name: StaticString) -> String? { head.value(name).map { head.text($0) } }

  /// The value of the first cookie of that name.
  public func cookie(_ name: StaticString) -> String? {
    var found: String?
    head.eachCookie(limit: Request.cookieLimit) { candidate, value in
      if candidate.equals(name) { found = value.text }
      return found == nil
    }
    return found
  }

  /// All cookies as sent, in order.
  public var cookies: [(name: String, value: String)] {
    var all: [(name: String, value: String)] = []
    head.eachCookie(limit: Request.cookieLimit) { name, value in
      all.append((name: name.text, value: value.text))
      return true
    }
    return all
  }

  private static let cookieLimit = 50
}

/// One file out of a multipart form.
public struct UploadedFile: Sendable {
  /// The form field's name.
  public let name: String
  /// As the client calls it: for display, never for a path.
  public let fileName: String
  public let type: String
  public let bytes: [UInt8]
}

/// What the server found out about a request beyond its own bytes.
struct Origin: Sendable {
  var path: String
  var client: String
  var isSecure: Bool
}
