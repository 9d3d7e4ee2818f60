/// A request that the API answers with an error of its own: status, code, message, nested errors (API-NOTES §4).
struct Refused: Error, Equatable {
  let status: Int
  let code: String
  let message: String
  var errors: [FieldError] = []

  struct FieldError: Equatable {
    let code: String
    let message: String
    let resource: String
    let field: String
  }

  static func condition(_ message: String) -> Refused { Refused(status: 400, code: "ApiFindCondition", message: message) }

  static func notFound(_ message: String) -> Refused { Refused(status: 404, code: "NotFound", message: message) }

  static func invalid(_ resource: String, _ errors: [FieldError]) -> Refused {
    Refused(status: 400, code: "InvalidObject", message: "\(resource) object is invalid", errors: errors)
  }

  var body: JSON {
    .record([
      ("code", .text(code)), ("message", .text(message)),
      (
        "errors",
        errors.isEmpty
          ? .null
          : .list(
            errors.map {
              .record([
                ("code", .text($0.code)), ("message", .text($0.message)), ("resource", .text($0.resource)),
                ("field", .text($0.field)),
              ])
            })
      ),
    ])
  }
}

extension SandboxAnswer {
  init(_ refused: Refused) { self.init(status: refused.status, headers: [], body: refused.body.bytes) }
}
