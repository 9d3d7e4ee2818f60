import Domain
import HTTP

/// Whether the process lives. Touches nothing.
struct AnswerHealth: PlainAction {
  func answer(_ visit: Visit) -> Response { visit.text("ok\n") }
}

/// Whether the process can do its work. The reasons stand on the System page, for admins.
struct AnswerReadiness: PlainAction {
  func answer(_ visit: Visit) -> Response {
    let ready = visit.premises.health().isReady
    return visit.text(ready ? "ready\n" : "not ready\n", status: ready ? .ok : .unavailable)
  }
}

/// Figures about the process for Prometheus; nothing about any invoice.
struct AnswerMetrics: PlainAction {
  func answer(_ visit: Visit) throws -> Response {
    guard visit.premises.showsMetrics(visit.request) else { throw Failure.notFound("") }
    return visit.text(visit.premises.metrics(), type: "text/plain; version=0.0.4; charset=utf-8")
  }
}

/// What a browser says our content policy stopped. Logged, cut short, never stored.
struct TakePolicyReport: PlainAction {
  func answer(_ visit: Visit) -> Response {
    let text = String(decoding: visit.request.body.prefix(2_000), as: UTF8.self)
    visit.premises.log(
      LogLine(.security, "content-policy-report", requestID: visit.request.id, fields: [("report", text)]))
    var response = Response(.noContent)
    response.standing = visit.premises.headers.data
    return response
  }
}

/// What a phone needs to put the site on its home screen.
struct AnswerManifest: PlainAction {
  func answer(_ visit: Visit) -> Response {
    let base = visit.premises.basePath
    return visit.text(
      """
      {"name":"Countersign","short_name":"Countersign","start_url":"\(base)/inbox","scope":"\(base)/","display":"standalone",\
      "background_color":"#F7F7F5","theme_color":"#2A4FB8"}
      """, type: "application/manifest+json")
  }
}
