import Curl
import Foundation

/// From an HTTP answer to a value or a failure: the one place that knows the statuses and both error shapes (API-NOTES §4).
enum Answering {
  static func failure(_ response: OutboundResponse, _ resource: ConnectWiseFailure.Resource) -> ConnectWiseFailure {
    let answer = answer(response)
    switch response.status {
    case 300..<400: return .wrongHost(answer)
    case 401: return .wrongKeys(answer)
    case 403:
      let message = (answer.message ?? "").lowercased()
      if message.contains("ssl is required") { return .wrongHost(answer) }
      if message.contains("clientid") || message.contains("client id") { return .wrongClientID(answer) }
      return .roleGap(resource, answer)
    case 404: return .notFound(answer)
    case 429: return .tooManyRequests(retryAfter: response.retryAfter, answer)
    case 500...: return .unavailable(retryAfter: response.retryAfter, answer)
    case 400..<500:
      return answer.message?.lowercased().contains("ssl is required") == true ? .wrongHost(answer) : .rejected(answer)
    default: return .unreadable(detail: "unexpected status \(response.status)")
    }
  }

  private static func answer(_ response: OutboundResponse) -> ConnectWiseFailure.Answer {
    let body = try? JSONDecoder().decode(ErrorBody.self, from: Data(response.body))
    return ConnectWiseFailure.Answer(
      status: response.status, code: (body?.code ?? body?.error).map(quotable), message: body?.message.map(quotable),
      errors: (body?.errors ?? []).prefix(20).map {
        .init(
          code: $0.code.map(quotable), message: $0.message.map(quotable), resource: $0.resource.map(quotable),
          field: $0.field.map(quotable))
      }, requestID: response.header("x-cw-request-id").map(quotable))
  }

  /// Remote text with nothing in it that could disturb a log line, and not too much of it.
  static func quotable(_ text: String) -> String {
    let words = text.unicodeScalars.lazy.map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: " " as Unicode.Scalar
      default: scalar
      }
    }
    var cleaned = String.UnicodeScalarView()
    for scalar in words.prefix(300) { cleaned.append(scalar) }
    return String(cleaned)
  }

  private struct ErrorBody: Decodable {
    let code: String?
    let error: String?
    let message: String?
    let errors: [FieldBody]?

    struct FieldBody: Decodable {
      let code: String?
      let message: String?
      let resource: String?
      let field: String?
    }
  }

  static func decode<T: Decodable>(_ type: T.Type, _ response: OutboundResponse) throws(ConnectWiseFailure) -> T {
    do {
      return try JSONDecoder().decode(type, from: Data(response.body))
    } catch {
      throw .unreadable(detail: describe(error))
    }
  }

  /// A list survives single records that we cannot read: they are described, the rest comes.
  static func decodeList<T: Decodable & Sendable>(
    _ type: T.Type, _ response: OutboundResponse
  ) throws(ConnectWiseFailure) -> (records: [T], unreadable: [String], highest: Int?) {
    let all = try decode([Tolerant<T>].self, response)
    return (all.compactMap(\.record), all.compactMap(\.trouble), all.compactMap(\.id).max())
  }

  private struct Tolerant<T: Decodable>: Decodable {
    let id: Int?
    let record: T?
    let trouble: String?

    init(from decoder: any Decoder) throws {
      id = try? decoder.container(keyedBy: IDKey.self).decode(Int.self, forKey: .id)
      do {
        record = try T(from: decoder)
        trouble = nil
      } catch {
        record = nil
        trouble = "\(id.map { "record \($0)" } ?? "a record without id"): \(Answering.describe(error))"
      }
    }

    enum IDKey: String, CodingKey { case id }
  }

  /// Names the field and the kind of trouble, never the value.
  static func describe(_ error: any Error) -> String {
    func path(_ context: DecodingError.Context) -> String {
      context.codingPath.isEmpty ? "the answer" : context.codingPath.map(\.stringValue).joined(separator: "/")
    }
    switch error {
    case DecodingError.keyNotFound(let key, let context): return "\(path(context)) has no \(key.stringValue)"
    case DecodingError.typeMismatch(_, let context): return "\(path(context)) has the wrong type"
    case DecodingError.valueNotFound(_, let context): return "\(path(context)) is null"
    case DecodingError.dataCorrupted(let context): return "\(path(context)): \(context.debugDescription)"
    default: return "not decodable"
    }
  }
}
