import Bytes
import Testing

@testable import HTTP

private func head(_ fields: String..., method: String = "GET") -> Head? {
  let bytes = Array(("\(method) / HTTP/1.1\r\nHost: a\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n").utf8)
  var parser = HeadParser()
  var offset = 0
  return try? parser.read(bytes.span, &offset, Limits())
}

@Suite struct StaticFileTests {
  private let files = StaticFiles(
    [
      StaticFile(
        path: "/static/a.1.css", type: "text/css; charset=utf-8", body: Blob("body"), gzip: Blob("gz"), etag: "1",
        modified: 784_111_777),
      StaticFile(path: "/favicon.ico", type: "image/x-icon", body: Blob("icon"), etag: "2"),
    ], standing: HeaderBlock([("x-standing", "yes")]))

  private func answer(_ head: Head?, _ path: String = "/static/a.1.css", _ method: Method = .get) throws -> String {
    switch files.answer(path, method, try #require(head), now: 1_700_000_000) {
    case .notFound: return "not found"
    case .wrongMethod: return "wrong method"
    case .conditionFailed: return "condition failed"
    case .response(let response): return "\(response.status.code) \(response.body.text) \(response.header("etag") ?? "")"
    }
  }

  @Test func `a file is sent whole, gzipped to those who take it, with a tag of its own`() throws {
    #expect(try answer(head()) == "200 body \"1\"")
    #expect(try answer(head("Accept-Encoding: gzip")) == "200 gz \"1-gzip\"")
    #expect(try answer(head("Accept-Encoding: gzip"), "/favicon.ico") == "200 icon \"2\"")
  }

  @Test func `who has the file is told so`() throws {
    #expect(try answer(head("If-None-Match: W/\"1\"")) == "304  \"1\"")
    #expect(try answer(head("If-None-Match: \"x\"", "If-None-Match: \"1\"")) == "304  \"1\"")
    #expect(try answer(head("If-None-Match: \"1\"", "Accept-Encoding: gzip")) == "200 gz \"1-gzip\"")
    #expect(try answer(head("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT")) == "304  \"1\"")
    #expect(try answer(head("If-Modified-Since: Sun, 06 Nov 1994 08:49:36 GMT")) == "200 body \"1\"")
    #expect(try answer(head("If-Modified-Since: nonsense")) == "200 body \"1\"")
    #expect(try answer(head("If-None-Match: \"x\"", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT")) == "200 body \"1\"")
    #expect(try answer(head("If-Match: W/\"1\"")) == "condition failed")
    #expect(try answer(head("If-Match: \"1\"")) == "200 body \"1\"")
    #expect(try answer(head("If-Unmodified-Since: Sun, 06 Nov 1994 08:49:36 GMT")) == "condition failed")
  }

  @Test func `hashed files may be kept for ever, and vary by coding`() throws {
    guard case .response(let response) = files.answer("/static/a.1.css", .get, try #require(head()), now: 0) else {
      Issue.record("no answer")
      return
    }
    #expect(response.header("cache-control") == "public, max-age=31536000, immutable")
    #expect(response.header("vary") == "Accept-Encoding")
    #expect(response.header("x-standing") == "yes")
    #expect(response.header("last-modified") == "Sun, 06 Nov 1994 08:49:37 GMT")
  }

  @Test func `an unknown name is not found, and a file is only read`() throws {
    #expect(try answer(head(), "/static/a.2.css") == "not found")
    #expect(try answer(head(), "/static/a.1.css", .post) == "wrong method")
    #expect(files.covers("/static/x") && files.covers("/favicon.ico") && !files.covers("/other"))
  }
}

@Suite struct ResponseWriterTests {
  private func written(
    _ response: Response, isHead: Bool = false, keep: Bool = true, isHTTP10: Bool = false, takesGzip: Bool = false
  ) -> String {
    let writer = ResponseWriter()
    writer.setDate(784_111_777)
    let count = writer.write(
      response, .init(isHead: isHead, isHTTP10: isHTTP10, keep: keep, takesGzip: takesGzip, id: "id"))
    var all = writer.copy(0..<writer.batch.bytes.count).array
    for piece in writer.batch.pieces { all += piece.blob.array }
    #expect(count == all.count && count == writer.batch.count)
    return String(decoding: all, as: UTF8.self)
  }

  @Test func `an answer carries date, type, length, id and the standing block`() {
    var response = Response(.ok, type: "text/plain; charset=utf-8", body: Blob("hi"))
    response.standing = HeaderBlock([("x-a", "1"), ("x-b", "2")])
    response.add("location", "/there")
    #expect(
      written(response)
        == "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 2\r\nx-request-id: id\r\nlocation: /there\r\nx-a: 1\r\nx-b: 2\r\n\r\nhi"
    )
  }

  @Test func `answers without a body have none`() {
    let body = Blob("body")
    for status in [Status.noContent, .notModified] {
      let text = written(Response(status, type: "text/plain", body: body))
      #expect(text.hasSuffix("\r\n\r\n") && !text.contains("Content-"))
    }
    let text = written(Response(.ok, type: "text/plain", body: body), isHead: true)
    #expect(text.hasSuffix("\r\n\r\n") && text.contains("Content-Length: 4\r\n"))
    #expect(written(Response(.seeOther)).contains("Content-Length: 0\r\n"))
  }

  @Test func `the end of the connection is announced`() {
    #expect(written(Response(.ok), keep: false).contains("Connection: close\r\n"))
    #expect(!written(Response(.ok)).contains("Connection:"))
    #expect(written(Response(.ok), isHTTP10: true).contains("Connection: keep-alive\r\n"))
  }

  @Test func `a header that could break the answer is dropped and remembered`() {
    var response = Response(.seeOther)
    for value in ["a\r\nSet-Cookie: b=1", "a\nb", "a\0b", "ü", "\u{7f}"] { response.add("location", value) }
    response.add("content-length", "7")
    response.add("Transfer-Encoding", "chunked")
    response.add("bad name", "1")
    response.add("location", "/a\tb")
    #expect(response.refused.count == 8)
    #expect(response.fields.map(\.value) == ["/a\tb"])
    #expect(!written(response).contains("Set-Cookie"))
  }

  @Test func `a page is gzipped when the client takes it and it pays`() throws {
    let page = Blob(String(repeating: "<td>cell</td>", count: 400))
    var response = Response(.ok, type: "text/html; charset=utf-8", body: page)
    #expect(!written(response, takesGzip: true).contains("Content-Encoding"))
    response.compressible = true
    let plain = written(response)
    #expect(plain.contains("Vary: Accept-Encoding\r\n") && plain.contains("Content-Length: \(page.count)\r\n"))
    let packed = written(response, takesGzip: true)
    #expect(packed.contains("Content-Encoding: gzip\r\n") && packed.utf8.count < 900)
    #expect(written(response, isHead: true, takesGzip: true).contains("Content-Encoding: gzip\r\n"))
    var small = Response(.ok, type: "text/html; charset=utf-8", body: Blob("small"))
    small.compressible = true
    #expect(!written(small, takesGzip: true).contains("Content-Encoding"))
  }

  @Test func `one compressor serves many bodies`() throws {
    let deflater = Deflater()
    let first = try #require(deflater.gzip(Blob(String(repeating: "a", count: 5_000)))).array
    _ = deflater.gzip(Blob(String(repeating: "bcd", count: 9_000)))
    #expect(try #require(deflater.gzip(Blob(String(repeating: "a", count: 5_000)))).array == first)
    #expect(deflater.gzip(Blob([UInt8](0...255))) == nil)
  }

  @Test func `an event keeps its lines apart and cannot forge another`() {
    #expect(EventStream.encode(event: "a", data: "1\n2\r\n3\r4").text == "event: a\ndata: 1\ndata: 2\ndata: 3\ndata: 4\n\n")
    #expect(EventStream.encode(event: "a\ndata: x", data: "").text == "data: \n\n")
  }
}
