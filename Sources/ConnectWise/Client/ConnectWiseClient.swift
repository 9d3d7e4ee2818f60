import Curl
import Foundation

/// The vendor's API as Swift calls. Blocks, tells what happened, and repeats nothing by itself but a call that was answered
/// with 404 because ConnectWise had moved its API. Pace, pauses and repeats of reads belong to the transport
/// (`CourteousTransport`); when to write again is for the outbox to know.
public final class ConnectWiseClient: Sendable {
  public let connection: Connection
  let place: KnownPlace
  private let transport: any Transport
  private let version: String
  private let priority: OutboundRequest.Priority

  /// `codebase` is what an earlier `companyInfo()` found; without it the first call asks by itself.
  /// `version` pins the model, so that a server's upgrade does not change what we read (API-NOTES §1).
  public convenience init(connection: Connection, transport: any Transport, codebase: String? = nil, version: String = "2025.8") {
    self.init(connection, transport, version, KnownPlace(codebase: codebase), .people)
  }

  private init(
    _ connection: Connection, _ transport: any Transport, _ version: String, _ place: KnownPlace,
    _ priority: OutboundRequest.Priority
  ) {
    self.connection = connection
    self.transport = transport
    self.version = version
    self.place = place
    self.priority = priority
  }

  /// The same client for reads that nobody waits for: they give way to people's and to writes.
  public var inBackground: ConnectWiseClient { ConnectWiseClient(connection, transport, version, place, .background) }

  /// Where the API lives, as far as we know.
  public var codebase: String? { place.codebase }

  /// What keeps calls from leaving at the moment: a pause that ConnectWise asked for, or that it does not answer.
  public var restraint: HeldBack? { transport.restraint }

  // MARK: Finding the API

  /// Asks without credentials, and remembers the answer for the calls that follow.
  @discardableResult public func companyInfo() throws(ConnectWiseFailure) -> CompanyInfo {
    let url = "\(connection.site.origin)/login/companyinfo/\(percentEncoded(connection.company))"
    var limits = OutboundRequest.Limits.read
    limits.answer = 64 << 10
    let response = try send(
      OutboundRequest(.get, url, headers: [.init("Accept", "application/json")], limits: limits, priority: priority))
    guard response.status == 200 else {
      let failure = Answering.failure(response, .systemInfo)
      // Every ConnectWise answers this to everybody: whoever refuses it is somebody else.
      switch failure {
      case .notFound(let answer), .rejected(let answer), .wrongKeys(let answer), .roleGap(_, let answer): throw .wrongHost(answer)
      default: throw failure
      }
    }
    let info: CompanyInfo?
    do {
      info = try JSONDecoder().decode(CompanyInfo?.self, from: Data(response.body))
    } catch {
      throw .wrongHost(.init(status: 200, code: nil, message: nil, errors: [], requestID: nil))
    }
    guard let info else { throw .unknownCompany(connection.company) }
    guard let codebase = KnownPlace.cleaned(codebase: info.codebase) else {
      throw .unreadable(detail: "a codebase that is no path segment")
    }
    place.note(codebase: codebase, isCloud: info.isCloud)
    return info
  }

  private func askWhere() throws(ConnectWiseFailure) -> String {
    try companyInfo()
    return place.codebase ?? "v4_6_release/"
  }

  // MARK: One exchange

  /// A request below the base of the API.
  struct Call {
    var method = OutboundRequest.Method.get
    let path: String
    var query: [(String, String)] = []
    var headers: [OutboundRequest.Header] = []
    var accept: String?
    var body: [UInt8] = []
    var limits: OutboundRequest.Limits?
    let resource: ConnectWiseFailure.Resource
    /// Lists are there or not; only single records come and go.
    var isList = false
  }

  /// Any answer, whatever its status. On a 404 it looks whether a cloud upgrade moved the API, and if so asks once more
  /// (API-NOTES §1). That holds for writes too: under an address that is gone nothing was executed.
  func exchange(_ call: Call) throws(ConnectWiseFailure) -> OutboundResponse {
    let used: String = if let known = place.codebase { known } else { try askWhere() }
    let response = try send(request(call, under: used))
    guard response.status == 404, !(call.isList && place.isKnownAbsent(call.path)) else { return response }
    // If even this fails, nobody knows what the 404 means, and a record must not be taken for deleted.
    let now = try askWhere()
    guard now == used else { return try send(request(call, under: now)) }
    if call.isList { place.noteAbsent(call.path) }
    return response
  }

  /// The answer to a read that went well.
  func read(_ call: Call) throws(ConnectWiseFailure) -> OutboundResponse {
    let response = try exchange(call)
    guard response.status == 200 else { throw Answering.failure(response, call.resource) }
    if response.header("Content-Type")?.lowercased().hasPrefix("text/html") == true {
      // A sign-in page of something in between.
      throw .wrongHost(.init(status: 200, code: nil, message: nil, errors: [], requestID: nil))
    }
    return response
  }

  private func request(_ call: Call, under codebase: String) -> OutboundRequest {
    let pairs = call.query.map { "\($0)=\(percentEncoded($1))" }.joined(separator: "&")
    let url = "\(connection.site.apiOrigin)/\(codebase)apis/3.0\(call.path)" + (pairs.isEmpty ? "" : "?" + pairs)
    let own: [OutboundRequest.Header] = [
      .init("Authorization", connection.authorization), .init("clientId", connection.clientID),
      .init("Accept", call.accept ?? "application/vnd.connectwise.com+json; version=\(version), application/json"),
    ]
    return OutboundRequest(
      call.method, url, headers: own + call.headers, body: call.body, limits: call.limits, priority: priority)
  }

  func send(_ request: OutboundRequest) throws(ConnectWiseFailure) -> OutboundResponse {
    switch transport.send(request) {
    case .success(let response): return response
    case .failure(let failure): throw .transport(failure)
    }
  }
}
