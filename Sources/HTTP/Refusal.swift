/// Every reason for which the server itself answers or closes, with its status and its sentence.
package enum Refusal: Error, Sendable, Equatable, CaseIterable {
  case badRequestLine
  case badTarget
  case badPath
  case badQuery
  case badVersion
  case unsupportedVersion
  case targetTooLong
  case unknownMethod
  case refusedMethod
  case badField
  case fieldsTooLarge
  case missingHost
  case badHost
  case misdirected
  case conflictingFraming
  case badContentLength
  case badTransferCoding
  case unknownTransferCoding
  case disguisedField
  case unknownExpectation
  case badChunk
  case chunkExtensionsTooLarge
  case badTrailer
  case trailersTooLarge
  case bodyTooLarge
  case repeatedCookie
  case headTooSlow
  case bodyTooSlow
  case answerTooSlow
  case uploadFailed
  case overloaded

  package var status: Status {
    switch self {
    case .badRequestLine, .badTarget, .badPath, .badQuery, .badVersion, .badField, .missingHost, .badHost, .conflictingFraming,
      .badContentLength, .badTransferCoding, .disguisedField, .badChunk, .chunkExtensionsTooLarge, .badTrailer, .repeatedCookie:
      .badRequest
    case .unsupportedVersion: .versionNotSupported
    case .targetTooLong: .targetTooLong
    case .unknownMethod, .unknownTransferCoding: .notImplemented
    case .refusedMethod: .methodNotAllowed
    case .fieldsTooLarge, .trailersTooLarge: .fieldsTooLarge
    case .misdirected: .misdirected
    case .unknownExpectation: .expectationFailed
    case .bodyTooLarge: .contentTooLarge
    case .headTooSlow, .bodyTooSlow: .requestTimeout
    case .uploadFailed: .insufficientStorage
    case .answerTooSlow, .overloaded: .unavailable
    }
  }

  package var sentence: StaticString {
    switch self {
    case .badRequestLine: "The first line of the request is not a valid HTTP request line."
    case .badTarget: "The address in the request is not valid."
    case .badPath: "The path of the address is not valid."
    case .badQuery: "The part of the address after the question mark is not valid."
    case .badVersion: "The HTTP version in the request is not valid."
    case .unsupportedVersion: "This server speaks HTTP/1.1."
    case .targetTooLong: "The address is too long."
    case .unknownMethod: "This server does not know that method."
    case .refusedMethod: "This server does not allow that method."
    case .badField: "A header line of the request is not valid."
    case .fieldsTooLarge: "The headers of the request are too large. Clearing this site's cookies may help."
    case .missingHost: "The request does not say for which host it is meant."
    case .badHost: "The host in the request is not valid."
    case .misdirected: "This server does not answer for that host."
    case .conflictingFraming: "The request says in two ways how long it is."
    case .badContentLength: "The length of the request is not valid."
    case .badTransferCoding: "The transfer coding of the request is not valid."
    case .unknownTransferCoding: "This server does not know that transfer coding."
    case .disguisedField: "A header name of the request could be mistaken for another."
    case .unknownExpectation: "This server cannot meet that expectation."
    case .badChunk: "The request's body is not validly chunked."
    case .chunkExtensionsTooLarge: "The chunk extensions of the request are too large."
    case .badTrailer: "A trailer line of the request is not valid."
    case .trailersTooLarge: "The trailers of the request are too large."
    case .bodyTooLarge: "The request is too large."
    case .repeatedCookie: "The request carries the same cookie twice. Clearing this site's cookies may help."
    case .headTooSlow: "The request took too long to arrive."
    case .bodyTooSlow: "The request's body took too long to arrive."
    case .answerTooSlow: "The answer took too long. Please try again in a moment."
    case .uploadFailed: "The upload could not be stored."
    case .overloaded: "The server is busy. Please try again in a moment."
    }
  }
}
