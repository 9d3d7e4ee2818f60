import Bytes
import CLinux
import Glibc
import HTTP

/// Starts the server with a handful of answers that tests can check from outside, and drains it on SIGTERM.
enum Probe {
  static func run(_ arguments: [String]) -> Int32 {
    guard let options = ProbeOptions(arguments) else {
      say(ProbeOptions.usage, to: 2)
      return 64
    }
    var configuration = options.configuration
    configuration.standing = HeaderBlock([
      ("x-content-type-options", "nosniff"), ("cache-control", "no-store"),
      ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"), ("x-frame-options", "DENY"),
      ("referrer-policy", "same-origin"),
    ])
    configuration.files = StaticFiles([
      sample("probe.css", "text/css; charset=utf-8", "body { color: black }\n", tag: "0123abcd", modified: 1_700_000_000),
      sample("probe.js", "text/javascript; charset=utf-8", "export const sample = 1;\n", tag: "4567cdef"),
    ])
    if options.logs {
      configuration.log = { record in
        say(
          "\(record.requestID) \(record.client) \(record.status) \(record.path) \(record.bytes) B \(record.microseconds) µs",
          to: 2)
      }
      configuration.note = { say($0, to: 2) }
    }

    // Blocked in every thread, so that only the wait below gets them.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_BLOCK, &signals, nil)

    do throws(ServerError) {
      let server = try Server(configuration) { _ in ProbeHandler() }
      try server.start()
      let clock = ProbeClock(server)
      clock.start()
      switch configuration.listen.first {
      case .tcp(let host, _)?:
        say("listening on \(ListenAddress.tcp(host: host, port: UInt16(clamping: server.port ?? 0)))", to: 1)
      case let address?: say("listening on \(address)", to: 1)
      case nil: break
      }
      var signal: Int32 = 0
      sigwait(&signals, &signal)
      server.drain(deadline: .seconds(10))
      return 0
    } catch {
      say("\(error.sentence) (\(error.detail))", to: 2)
      return 1
    }
  }

  private static func sample(_ name: String, _ type: StaticString, _ line: String, tag: String, modified: Int64? = nil)
    -> StaticFile
  {
    let body = Blob(String(repeating: line, count: 100))
    return StaticFile(path: "/static/\(name)", type: type, body: body, gzip: Gzip.compress(body), etag: tag, modified: modified)
  }

  static func say(_ text: String, to descriptor: Int32) {
    var line = text + "\n"
    line.withUTF8 { _ = write(descriptor, $0.baseAddress, $0.count) }
  }
}
