import Bytes

/// From a complete head to an answer that stands in the batch.
extension EventLoop {
  private static let allowedMethods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"

  func decide(_ head: Head, _ peer: Peer) -> Connection.Action {
    let started = configuration.clock.monotonic()
    let method = head.method ?? .get
    var origin: Origin
    var destination = Exchange.Destination.application
    var refusal: Refusal?
    switch gate.check(head, peer: peer.identity) {
    case .pass(let found):
      origin = found
      if found.path == "*" {
        destination = .serverOptions
      } else if configuration.files.covers(found.path) {
        destination = .files
      }
    case .outside(let found):
      origin = found
      destination = .outside
    case .refuse(let reason):
      origin = Origin(path: head.path, client: peer.identity.client, isSecure: false)
      refusal = reason
    }
    peer.exchange = Exchange(
      head: head, method: method, origin: origin, destination: destination, id: ids.next(), started: started)
    if let refusal { return peer.connection.refuse(refusal) }

    guard head.framing != .none else { return peer.connection.admit(head, .none, at: now, limits) }
    let rule = destination == .application ? handler.bodyRule(for: RequestHead(method: method, path: origin.path)) : .none
    let action = peer.connection.admit(head, rule, at: now, limits)
    if case .file = rule, peer.connection.phase == .body {
      guard let upload = UploadFile(folder: configuration.uploadFolder) else {
        configuration.note?("No upload can be stored in \(configuration.uploadFolder).")
        return peer.connection.refuse(.uploadFailed)
      }
      peer.upload = upload
    }
    return action
  }

  /// The request is complete.
  func answer(_ peer: Peer, _ body: [UInt8]) {
    guard let exchange = peer.exchange else { return }
    switch exchange.destination {
    case .application:
      let request = Request(
        head: exchange.head, method: exchange.method, origin: exchange.origin, body: body, bodyFile: peer.upload?.handOver(),
        id: exchange.id)
      peer.upload = nil
      peer.serial += 1
      let reply = Reply(mailbox, token: peer.token, serial: peer.serial)
      if let response = handler.respond(to: request, reply: reply) { finish(peer, response) }
    case .files:
      switch configuration.files.answer(exchange.origin.path, exchange.method, exchange.head, now: configuration.clock.wall() / 1_000) {
      case .response(let response): finish(peer, response)
      case .notFound: finish(peer, own(.notFound, exchange.id, "There is no such file."))
      case .conditionFailed: finish(peer, own(.preconditionFailed, exchange.id, "The file is not the one you asked for."))
      case .wrongMethod:
        var response = own(.methodNotAllowed, exchange.id, "A file can only be read.")
        response.add("allow", "GET, HEAD")
        finish(peer, response)
      }
    case .outside: finish(peer, own(.notFound, exchange.id, "There is nothing at this address."))
    case .serverOptions:
      var response = Response(.noContent)
      response.standing = configuration.standing
      response.add("allow", EventLoop.allowedMethods)
      finish(peer, response)
    }
  }

  /// The server answers by itself, and the connection ends.
  func answer(_ peer: Peer, _ refusal: Refusal) {
    let exchange = peer.exchange
    peer.exchange = nil
    peer.upload = nil
    let id = exchange?.id ?? ids.next()
    var response = own(refusal.status, id, refusal.sentence.description)
    if refusal == .refusedMethod { response.add("allow", EventLoop.allowedMethods) }
    if refusal.status == .unavailable { response.add("retry-after", "2") }
    let circumstances = ResponseWriter.Circumstances(
      isHead: exchange?.method == .head || peer.connection.refusedHead, isHTTP10: false, keep: false, takesGzip: false, id: id)
    let count = writer.write(response, circumstances)
    peer.connection.answered(keep: false, at: now)
    record(response, exchange, id, peer, count)
  }

  /// An answer from another thread.
  func deliver(_ response: Response, token: UInt64, serial: UInt64) {
    guard let peer = find(token), peer.serial == serial, peer.exchange != nil, peer.connection.phase == .answering else { return }
    finish(peer, response)
    flush(peer)
    resume(peer)
    settle(peer)
  }

  private func finish(_ peer: Peer, _ response: Response) {
    guard let exchange = peer.exchange else { return }
    peer.exchange = nil
    if !response.refused.isEmpty {
      configuration.note?("Request \(exchange.id): dropped headers whose value must not be sent: \(response.refused)")
    }
    let isStream = response.topic != nil && exchange.method != .head
    let keep = !isStream && peer.connection.mayKeep(limits)
    var takesGzip = false
    if response.compressible, let codings = exchange.head.list("accept-encoding") {
      takesGzip = AcceptEncoding.takesGzip(codings.span)
    }
    let circumstances = ResponseWriter.Circumstances(
      isHead: exchange.method == .head, isHTTP10: exchange.head.isHTTP10, keep: keep, takesGzip: takesGzip, id: exchange.id)
    let count = writer.write(response, circumstances)
    if isStream, let topic = response.topic {
      subscribe(peer, topic)
    } else {
      peer.connection.answered(keep: keep, at: now)
    }
    record(response, exchange, exchange.id, peer, count)
  }

  /// The server's own words for a status.
  func own(_ status: Status, _ id: String, _ sentence: String) -> Response {
    if let response = configuration.errorBody?(status, id, sentence) { return response }
    var response = Response(status, type: "text/plain; charset=utf-8", body: Blob(sentence + "\n"))
    response.standing = configuration.standing
    return response
  }

  private func record(_ response: Response, _ exchange: Exchange?, _ id: String, _ peer: Peer, _ count: Int) {
    tally.count(response.status)
    guard let log = configuration.log else { return }
    let finished = configuration.clock.monotonic()
    log(
      AccessRecord(
        time: configuration.clock.wall(), method: exchange?.method, path: response.loggedPath ?? exchange?.origin.path ?? "",
        status: response.status.code, bytes: count, microseconds: exchange.map { finished - $0.started } ?? 0, requestID: id,
        client: exchange?.origin.client ?? peer.identity.client))
  }
}
