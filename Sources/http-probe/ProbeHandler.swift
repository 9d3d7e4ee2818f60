import Bytes
import Glibc
import HTTP
import Threads

/// The probe's answers.
final class ProbeHandler: Handler {
  private static let small = Blob(String(repeating: "0123456789", count: 20))
  private static let page = Blob(
    "<!doctype html><title>Sample</title>"
      + String(repeating: "<tr><td>INV-1042</td><td>Contoso</td><td>1,250.00</td><td>Ready for review</td></tr>\n", count: 240))
  private static let standing = HeaderBlock([("x-content-type-options", "nosniff")])

  func bodyRule(for head: RequestHead) -> BodyRule {
    switch head.path {
    case "/echo", "/form": .memory(1 << 20)
    case "/upload": .file(25 << 20)
    default: .none
    }
  }

  func respond(to request: Request, reply: Reply) -> Response? {
    let allowed: [Method]
    switch request.path {
    case "/echo", "/form", "/upload": allowed = [.post, .put]
    case "/", "/cookie", "/headers", "/events", "/slow", "/gzip", "/query": allowed = [.get, .head]
    default: return text(.notFound, "There is nothing at this address.\n")
    }
    guard allowed.contains(request.method) else {
      var response =
        request.method == .options ? Response(.noContent) : text(.methodNotAllowed, "That method is not allowed here.\n")
      response.add("allow", (allowed + [.options]).map(\.name.description).joined(separator: ", "))
      return response
    }

    switch request.path {
    case "/": return Response(.ok, type: "text/plain; charset=utf-8", body: ProbeHandler.small)
    case "/echo":
      var buffer = ByteBuffer()
      buffer.append("length ")
      buffer.append(request.body.count)
      buffer.append("\n")
      buffer.append(request.body)
      return Response(.ok, type: "application/octet-stream", body: buffer.finish())
    case "/form":
      guard let form = request.form() else { return text(.unprocessable, "No form.\n") }
      return text(.ok, form.pairs.map { "\($0.name)=\($0.value)\n" }.joined())
    case "/upload":
      guard let file = request.bodyFile else { return text(.ok, "length 0\n") }
      var info = stat()
      guard stat(file, &info) == 0 else { return text(.internalError, "The upload is gone.\n") }
      return text(.ok, "length \(info.st_size)\n")
    case "/cookie": return text(.ok, request.cookies.map { "\($0.name)=\($0.value)\n" }.joined())
    case "/query": return text(.ok, request.query.pairs.map { "\($0.name)=\($0.value)\n" }.joined())
    case "/headers":
      return text(.ok, "client \(request.client)\nsecure \(request.isSecure)\nhost \(request.host)\npath \(request.path)\n")
    case "/events": return .events(topic: "clock", standing: ProbeHandler.standing)
    case "/gzip":
      var response = Response(.ok, type: "text/html; charset=utf-8", body: ProbeHandler.page)
      response.compressible = true
      return response
    default:
      guard ProbeHandler.answerLater(reply) else { return text(.unavailable, "No thread is left.\n") }
      return nil
    }
  }

  private static func answerLater(_ reply: Reply) -> Bool {
    NamedThread("slow") {
      usleep(300_000)
      reply.send(Response(.ok, type: "text/plain; charset=utf-8", body: Blob("later\n")))
    } != nil
  }

  private func text(_ status: Status, _ text: String) -> Response {
    var response = Response(status, type: "text/plain; charset=utf-8", body: Blob(text))
    response.standing = ProbeHandler.standing
    return response
  }
}

/// Publishes an event on the topic "clock" ten times a second.
struct ProbeClock: Sendable {
  private let server: Server

  init(_ server: Server) { self.server = server }

  func start() {
    let server = server
    _ = NamedThread("clock") {
      var tick = 0
      while true {
        usleep(100_000)
        tick += 1
        server.publish(topic: "clock", event: "tick", data: "\(tick)")
      }
    }
  }
}
