/// One line of the access log: what was asked and how it went, without query, body or cookies.
public struct AccessRecord: Sendable {
  /// Milliseconds since 1970, UTC.
  public let time: Int64
  /// Nil when the request line could not be read.
  public let method: Method?
  public let path: String
  public let status: UInt16
  /// Bytes of the answer, head included.
  public let bytes: Int
  /// From the end of the request's head to the answer standing ready.
  public let microseconds: Int64
  public let requestID: String
  public let client: String
}
