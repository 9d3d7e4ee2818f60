import Pages
import Routes

extension PageState {
  static var errors: [PageState] {
    [400, 403, 404, 405, 409, 413, 421, 422, 429, 500, 503].map { status in
      PageState(
        "error-\(status)",
        ErrorPage(
          status: status, requestID: "6f1c0a9e2b7d",
          sentence: status == 404 ? "There is no invoice 99999 here, or it is outside your role." : "",
          retryAfter: status == 429 ? 40 : nil, link: status == 404 ? PageLink("Go to the inbox", .inbox) : nil))
    } + [PageState("maintenance", MaintenancePage(requestID: "6f1c0a9e2b7d"))]
  }
}
