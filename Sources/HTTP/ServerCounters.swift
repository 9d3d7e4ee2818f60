/// What the server has counted since it started, for `/metrics`.
public struct ServerCounters: Sendable, Equatable {
  public var connectionsAccepted = 0
  public var connectionsOpen = 0
  public var connectionsRefused = 0
  public var requests = 0
  public var bytesReceived = 0
  public var bytesSent = 0
  public var answers2xx = 0
  public var answers3xx = 0
  public var answers4xx = 0
  public var answers5xx = 0
  public var subscribers = 0

  public init() {}
}
