/// How much, how many and how long: every bound that keeps one client from taking the server from the others.
///
/// Sizes in bytes, times in milliseconds. The defaults are the product's; tests and the probe may tighten them.
public struct Limits: Sendable {
  public var methodLength = 24
  public var requestLine = 8_192
  public var field = 8_192
  public var headerSection = 32_768
  public var fields = 100
  public var chunkExtensions = 1_024
  public var trailers = 4_096
  /// A body that the route does not read is read and dropped up to here; beyond, the connection closes after the answer.
  public var drainedBody = 65_536
  public var formFields = 1_000
  public var cookies = 50

  /// From the first byte of a request to the end of its head.
  public var headTime: Int64 = 10_000
  public var bodyGrace: Int64 = 10_000
  public var bodyBytesPerSecond: Int64 = 500
  /// From the first byte of a request to its last.
  public var requestTime: Int64 = 60_000
  public var uploadTime: Int64 = 300_000
  /// From handing a request to the application to its answer.
  public var answerTime: Int64 = 60_000
  public var writeStall: Int64 = 30_000
  /// Longer than the 60 s of common proxies, so that the proxy closes first.
  public var idleTime: Int64 = 75_000
  public var lingerTime: Int64 = 2_000
  public var heartbeat: Int64 = 15_000
  /// While draining: how long an idle connection may still bring a request that was already on its way.
  public var drainGrace: Int64 = 300

  public var requestsPerConnection = 1_000
  public var connections = 12_000
  /// Unsent events of one subscriber; beyond, it is closed and will come back.
  public var eventBacklog = 65_536
  /// Half-read requests and unsent answers, all connections of one loop together.
  public var heldBytes = 64 << 20

  public init() {}
}
