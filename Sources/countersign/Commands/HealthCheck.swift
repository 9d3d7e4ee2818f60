import HTTP

/// Asks a running server whether it is alive; for containers and monitors.
struct HealthCheck: Command {
  static let verb = "healthcheck"
  static let summary = "Ask a running server whether it is alive"
  static let flags: [Flag] = [
    .listen, Flag("--ready", nil, "Ask whether it can work (/readyz), not only whether it lives (/healthz)"),
  ]
  static let operands = [
    Operand("ADDRESS", "HOST:PORT, unix:PATH, or auto: the first address of COUNTERSIGN_LISTEN", optional: true)
  ]
  static let about = "Exit code 4: nobody answers. Exit code 1: it answers that it is not well."

  let address: ListenAddress?
  let path: String

  init(_ call: Call) throws(CommandFailure) {
    path = call.has("--ready") ? "/readyz" : "/healthz"
    guard let text = call.operands.first, text != "auto" else {
      address = nil
      return
    }
    guard let address = ListenAddress(text) else {
      throw CommandFailure(.usage, "\(quoted(text)) is no address. Write HOST:PORT, unix:PATH or auto.")
    }
    self.address = address
  }

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    let configuration = try session.configuration()
    guard let place = (address ?? configuration.listen.first)?.reachable else {
      throw CommandFailure(.configuration, "COUNTERSIGN_LISTEN names no address.")
    }
    let host = configuration.hosts.first ?? configuration.publicURL.host
    let answer = LocalRequest.get(place, path: configuration.basePath + path, host: host, seconds: 5)
    switch answer {
    case .failure(let failure):
      throw CommandFailure(.unreachable, "Nobody answers at \(place).", detail: failure.detail)
    case .success(let answer):
      let isWell = answer.status == 200
      session.answer(
        .fields(["ok": .bool(isWell), "address": .text(place.description), "path": .text(path), "status": .int(answer.status)]),
        text: isWell ? "ok\n" : "")
      if !isWell {
        throw CommandFailure(.failed, "The server at \(place) answers \(path) with status \(answer.status).")
      }
      return .ok
    }
  }
}
