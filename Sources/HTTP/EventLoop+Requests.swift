import Bytes

/// From a complete head to an answer that stands in the batch.
extension EventLoop {
  private static let allowedMethods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"

  /// Finds out what a request is, and begins to read its body or answers at once.
  func decide(_ head: Head, _ peer: Peer) -> Connection.Action {
    let started = configuration.clock.monotonic()
    let method = head.method ?? .get
    let origin: Origin
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
    let id = ids.next()

    if refusal == nil, head.framing == .none {
      // Most requests: nothing to read, nothing to keep.
      let action = peer.connection.admit(head, .none, at: now, limits)
      guard case .complete = action else { return action }
      answer(
        Request(head: head, method: method, origin: origin, body: [], bodyFile: nil, id: id, started: started), destination, peer)
      return .wait
    }

    peer.exchange = Exchange(head: head, method: method, origin: origin, destination: destination, id: id, started: started)
    if let refusal { return peer.connection.refuse(refusal) }
    let rule = destination == .application ? handler.bodyRule(for: RequestHead(method: method, path: origin.path)) : .none
    let action = peer.connection.admit(head, rule, at: now, limits)
    if case .file = rule, peer.connection.phase == .body {
      guard let upload = UploadFile(folder: configuration.uploadFolder) else {
        note("No upload can be stored in \(configuration.uploadFolder).")
        return peer.connection.refuse(.uploadFailed)
      }
      peer.upload = upload
    }
    return action
  }

  /// A request with a body is complete.
  func complete(_ peer: Peer, _ body: [UInt8]) {
    guard let exchange = peer.exchange else { return }
    let request = Request(
      head: exchange.head, method: exchange.method, origin: exchange.origin, body: body, bodyFile: peer.upload?.handOver(),
      id: exchange.id, started: exchange.started)
    peer.exchange = nil
    peer.upload = nil
    answer(request, exchange.destination, peer)
  }

  private func answer(_ request: Request, _ destination: Exchange.Destination, _ peer: Peer) {
    switch destination {
    case .application:
      peer.serial += 1
      if let response = handler.respond(to: request, reply: Reply(mailbox, token: peer.token, serial: peer.serial)) {
        finish(request, response, peer)
      } else {
        peer.request = request
      }
    case .files:
      switch configuration.files.answer(request.path, request.method, request.head, now: configuration.clock.wall() / 1_000) {
      case .response(let response): finish(request, response, peer)
      case .notFound: finish(request, own(.notFound, request.id, "There is no such file."), peer)
      case .conditionFailed:
        finish(request, own(.preconditionFailed, request.id, "The file is not the one you asked for."), peer)
      case .wrongMethod:
        var response = own(.methodNotAllowed, request.id, "A file can only be read.")
        response.add("allow", "GET, HEAD")
        finish(request, response, peer)
      }
    case .outside: finish(request, own(.notFound, request.id, "There is nothing at this address."), peer)
    case .serverOptions:
      var response = Response(.noContent)
      response.standing = configuration.standing
      response.add("allow", EventLoop.allowedMethods)
      finish(request, response, peer)
    }
  }

  /// An answer from another thread.
  func deliver(_ response: Response, token: UInt64, serial: UInt64) {
    guard let peer = find(token), peer.serial == serial, let request = peer.request else { return }
    peer.request = nil
    finish(request, response, peer)
    flush(peer)
    resume(peer)
    settle(peer)
  }

  private func finish(_ request: Request, _ response: Response, _ peer: Peer) {
    if !response.refused.isEmpty {
      configuration.note?("Request \(request.id): dropped headers whose name or value must not be sent: \(response.refused)")
    }
    let isHead = request.method == .head
    let isStream = response.topic != nil && !isHead
    let keep = !isStream && response.cut == nil && peer.connection.mayKeep(limits)
    var takesGzip = false
    if response.compressible, let codings = request.head.list("accept-encoding") {
      takesGzip = AcceptEncoding.takesGzip(codings.span)
    }
    let circumstances = ResponseWriter.Circumstances(
      isHead: isHead, isHTTP10: request.head.isHTTP10, keep: keep, takesGzip: takesGzip, id: request.id)
    let count = writer.write(response, circumstances)
    if isStream, let topic = response.topic {
      subscribe(peer, topic)
    } else {
      peer.connection.answered(keep: keep, at: now)
    }
    tally.count(response.status)
    guard configuration.log != nil else { return }
    record(
      response, count, id: request.id, client: request.client, method: request.method, path: request.path,
      started: request.started)
  }

  /// The server answers by itself, and the connection ends.
  func refuse(_ peer: Peer, _ refusal: Refusal) {
    let (request, exchange) = (peer.request, peer.exchange)
    peer.request = nil
    peer.exchange = nil
    peer.upload = nil
    let method = request?.method ?? exchange?.method
    let id = request?.id ?? exchange?.id ?? ids.next()
    var response = own(refusal.status, id, refusal.sentence.description)
    if refusal == .refusedMethod { response.add("allow", EventLoop.allowedMethods) }
    if refusal.status == .unavailable { response.add("retry-after", "2") }
    let isHead = method == .head || peer.connection.refusedHead
    let count = writer.write(response, ResponseWriter.Circumstances(isHead: isHead, id: id))
    peer.connection.answered(keep: false, at: now)
    tally.count(response.status)
    record(
      response, count, id: id, client: request?.client ?? exchange?.origin.client ?? peer.identity.client, method: method,
      path: request?.path ?? exchange?.origin.path ?? "", started: request?.started ?? exchange?.started)
  }

  /// The server's own words for a status.
  func own(_ status: Status, _ id: String, _ sentence: String) -> Response {
    if let response = configuration.errorBody?(status, id, sentence) { return response }
    var response = Response(status, type: "text/plain; charset=utf-8", body: Blob(sentence + "\n"))
    response.standing = configuration.standing
    return response
  }

  private func record(
    _ response: Response, _ count: Int, id: String, client: String, method: Method?, path: String, started: Int64?
  ) {
    guard let log = configuration.log else { return }
    let finished = configuration.clock.monotonic()
    log(
      AccessRecord(
        time: configuration.clock.wall(), method: method, path: response.loggedPath ?? path, status: response.status.code,
        bytes: count, microseconds: started.map { finished - $0 } ?? 0, requestID: id, client: client))
  }
}
