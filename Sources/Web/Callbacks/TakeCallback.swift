import HTTP

/// ConnectWise tells of a change. Answered at once, because it waits five seconds and no longer (API-NOTES §7); a message that came
/// twice, or was recorded and is sent again, only has an invoice read once more.
struct TakeCallback: WorkAction {
  let token: String

  var queue: WorkQueue { .files }

  func work(on visit: Visit) throws -> Response {
    let request = visit.request
    switch try visit.premises.callbacks.take(request.body, request.header("x-content-signature") ?? "", token) {
    case .taken:
      var response = Response(.noContent)
      response.standing = visit.premises.headers.data
      return response
    case .off: return visit.text("Nothing is expected here.\n", status: .notFound)
    case .later:
      var response = visit.text("Not ready. Send it again.\n", status: .tooManyRequests)
      response.add("retry-after", "2")
      return response
    case .forged(let detail):
      visit.premises.log(
        LogLine(
          .security, "callback-refused", requestID: request.id, fields: [("client", request.client), ("detail", detail)]))
      return visit.text("This does not come from the ConnectWise that Countersign is connected to.\n", status: .forbidden)
    }
  }
}
