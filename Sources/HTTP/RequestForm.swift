import Bytes
import Glibc

/// Bodies that are forms.
extension Request {
  /// The fields of a form, urlencoded or multipart as its content type says; nil if neither or malformed.
  public func form() -> Form? {
    guard let contentType = header("content-type") else { return nil }
    guard let body = wholeBody() else { return nil }
    if Parameters(contentType).value == "application/x-www-form-urlencoded" { return URLEncoded.parse(body.span) }
    guard let boundary = Multipart.boundary(contentType), let parts = Multipart.parse(body.span, boundary: boundary) else {
      return nil
    }
    var pairs: [(name: String, value: String)] = []
    for part in parts where part.fileName == nil {
      guard let value = body.span.extracting(part.content).validated else { return nil }
      pairs.append((name: part.name, value: value))
    }
    return Form(pairs)
  }

  /// The files of a multipart form; nil if it is none or malformed.
  public func files() -> [UploadedFile]? {
    guard let contentType = header("content-type"), let boundary = Multipart.boundary(contentType), let body = wholeBody(),
      let parts = Multipart.parse(body.span, boundary: boundary)
    else { return nil }
    return parts.compactMap { part in
      guard let fileName = part.fileName else { return nil }
      return UploadedFile(name: part.name, fileName: fileName, type: part.type, bytes: Array(body[part.content]))
    }
  }

  private func wholeBody() -> [UInt8]? {
    guard let bodyFile else { return body }
    let descriptor = open(bodyFile, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var whole: [UInt8] = []
    while true {
      var count = 0
      let piece = [UInt8](unsafeUninitializedCapacity: 65_536) { room, used in
        count = read(descriptor, room.baseAddress, room.count)
        used = max(0, count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return whole }
      whole.append(contentsOf: piece)
    }
  }
}

extension Request {
  /// A request as a client would have sent it, for tests of a handler without a server; nil if the server would refuse it.
  public static func example(
    _ method: Method, _ target: String, headers: [(String, String)] = [], body: [UInt8] = [], client: String = "127.0.0.1",
    isSecure: Bool = false, id: String = "example"
  ) -> Request? {
    var text = "\(method.name) \(target) HTTP/1.1\r\n"
    if !headers.contains(where: { $0.0.lowercased() == "host" }) { text += "Host: localhost\r\n" }
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    text += "\r\n"
    let bytes = Array(text.utf8)
    var parser = HeadParser()
    var offset = 0
    guard let head = try? parser.read(bytes.span, &offset, Limits()), offset == bytes.count else { return nil }
    let origin = Origin(path: head.path, client: client, isSecure: isSecure)
    return Request(head: head, method: method, origin: origin, body: body, bodyFile: nil, id: id, started: 0)
  }
}
