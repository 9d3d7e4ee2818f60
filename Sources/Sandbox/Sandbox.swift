import Bytes

/// A ConnectWise that behaves like the real one, as a value: the same requests at the same times give the same bytes.
public struct Sandbox: Sendable {
  /// What to sign in with; there is nothing to protect here.
  public static let company = "brackwater"
  public static let publicKey = "sandboxPublicKey"
  public static let privateKey = "sandboxPrivateKey"
  public static let clientID = "5b7d0e6a-2f43-4c19-9d5e-7a1c0f3b8e21"
  /// The API member under whose name writes are recorded.
  public static let apiMember = DemoCast.members[DemoCast.apiMember].identifier
  static let codebase = "v4_6_release/"

  public let data: DemoData
  /// Every change that was applied, in order.
  public internal(set) var ledger: [Effect] = []
  public var faults: [Fault] = []

  /// By index of the invoice.
  var changes: [Int: InvoiceChange] = [:]
  /// The last filtered list of invoices, so that paging through a hundred thousand does not filter them for each page.
  var lastList: (key: String, found: [Int])?
  private var served = 0

  public init(_ data: DemoData = DemoData()) { self.data = data }

  /// Forgets everything that was changed, and all faults.
  public mutating func reset() { self = Sandbox(data) }

  /// Answers one request at the given time (milliseconds since 1970).
  public mutating func respond(to request: SandboxRequest, now: Int64) -> SandboxAnswer {
    served += 1
    var answer: SandboxAnswer
    do throws(Refused) {
      answer = try route(request, now: now)
    } catch {
      answer = SandboxAnswer(status: error.status, headers: [], body: error.body.bytes)
    }
    answer.headers += [
      ("x-cw-request-id", "sandbox-\(served)"), ("x-server-name", "SANDBOX"), ("api-current-version", "2025.8"),
      ("Cache-Control", "no-cache"),
    ]
    return answer
  }

  private mutating func route(_ request: SandboxRequest, now: Int64) throws(Refused) -> SandboxAnswer {
    let segments = request.path.split(separator: "/").map(String.init)
    switch segments.first?.lowercased() {
    case "sandbox": return try control(request, Array(segments.dropFirst()))
    case "login" where segments.count == 3 && segments[1].lowercased() == "companyinfo":
      return .init(status: 200, headers: [], body: companyInfo(segments[2]).bytes)
    default: break
    }
    guard segments.count > 3, segments[0] + "/" == Self.codebase, segments[1] == "apis", segments[2] == "3.0" else {
      throw .notFound("The requested resource was not found.")
    }
    try authorize(request)
    var delay: Int64 = 0
    if let fault = takeFault(for: request.path) {
      switch fault.kind {
      case .tooManyRequests(let seconds):
        // The differently shaped body of the rate limiter (API-NOTES §4).
        let body = JSON.record([
          ("error", .text("ConnectWiseAPI")), ("message", .text("Too many requests. Please try again in \(seconds) seconds.")),
        ])
        return .init(status: 429, headers: [("Retry-After", String(seconds))], body: body.bytes)
      case .serverError(let status):
        throw Refused(status: status, code: "ConnectWiseApi", message: "An unexpected error occurred.")
      case .slow(let milliseconds): delay = milliseconds
      case .forbidden:
        throw Refused(status: 403, code: "Security", message: "You do not have security permission to perform this action.")
      }
    }
    var answer = try serve(request, segments.dropFirst(3).map { $0.lowercased() }, now: now)
    answer.delay = delay
    return answer
  }

  private func companyInfo(_ company: String) -> JSON {
    guard company.lowercased() == Self.company else { return .null }
    return .record([
      ("CompanyName", .text(Self.company)), ("Codebase", .text(Self.codebase)), ("VersionCode", .text("v2025.8")),
      ("VersionNumber", .text("v4.6.98213")), ("CompanyID", .text(Self.company)), ("IsCloud", .flag(false)),
    ])
  }

  private func authorize(_ request: SandboxRequest) throws(Refused) {
    let expected = "Basic " + Base64.encode("\(Self.company)+\(Self.publicKey):\(Self.privateKey)".utf8)
    guard request.headers["authorization"] == expected else {
      throw Refused(status: 401, code: "Unauthorized", message: "The provided credentials are not valid.")
    }
    guard request.headers["clientid"] == Self.clientID else {
      throw Refused(status: 403, code: "Security", message: "A valid clientId header is required.")
    }
  }

  private mutating func takeFault(for path: String) -> Fault? {
    guard let index = faults.firstIndex(where: { $0.path.isEmpty || path.contains($0.path) }) else { return nil }
    let fault = faults[index]
    if let count = fault.count {
      faults[index].count = count - 1
      if count <= 1 { faults.remove(at: index) }
    }
    return fault
  }

  /// What tests and the demo steer the sandbox by; it lies outside the API.
  private mutating func control(_ request: SandboxRequest, _ path: [String]) throws(Refused) -> SandboxAnswer {
    switch (request.method, path) {
    case ("GET", ["ledger"]): return .init(status: 200, headers: [], body: JSON.list(ledger.map(\.record)).bytes)
    case ("GET", ["faults"]): return .init(status: 200, headers: [], body: JSON.list(faults.map(\.record)).bytes)
    case ("POST", ["faults"]):
      guard let value = JSONReader.read(request.body), let fault = Fault(value) else {
        throw Refused(
          status: 400, code: "InvalidFault",
          message: "Send {\"kind\": tooManyRequests | serverError | slow | forbidden, \"path\": …, \"count\": …}.")
      }
      faults.append(fault)
      return .init(status: 201, headers: [], body: fault.record.bytes)
    case ("DELETE", ["faults"]):
      faults = []
      return .init(status: 204, headers: [], body: [])
    case ("POST", ["reset"]):
      reset()
      return .init(status: 204, headers: [], body: [])
    default: throw .notFound("The sandbox has /sandbox/ledger, /sandbox/faults and /sandbox/reset.")
    }
  }

  // MARK: The API

  private mutating func serve(_ request: SandboxRequest, _ path: [String], now: Int64) throws(Refused) -> SandboxAnswer {
    let records = Records(data: data, base: "\(request.origin)/\(Self.codebase)apis/3.0")
    if path == ["system", "info"] {
      try allow(request, ["GET"])
      return .init(status: 200, headers: [], body: records.systemInfo.bytes)
    }
    if path.count == 3, path[0] == "finance", path[1] == "closedinvoices" {
      try allow(request, ["PATCH"])
      return try patchClosedInvoice(request, path[2], now: now)
    }
    let (collection, rest) = try collection(path)
    switch rest {
    case []:
      try allow(request, ["GET"])
      return try list(collection, request, records)
    case ["count"]:
      try allow(request, ["GET"])
      return try count(collection, request, records)
    default:
      guard rest.count == 1, let id = Int(rest[0]) else { throw .notFound("The requested resource was not found.") }
      if collection == .invoices, request.method == "PATCH" { return try patchInvoice(request, id, records, now: now) }
      try allow(request, collection == .invoices ? ["GET", "PATCH"] : ["GET"])
      guard let record = one(collection, id, records) else { throw .notFound("\(collection.noun) \(id) not found") }
      let fields = try Fields(request.value("fields"), collection.shape)
      return .init(status: 200, headers: [], body: fields.trim(record).bytes)
    }
  }

  private func allow(_ request: SandboxRequest, _ methods: [String]) throws(Refused) {
    guard methods.contains(request.method) else {
      throw Refused(
        status: 405, code: "MethodNotAllowed", message: "The requested resource does not support http method '\(request.method)'."
      )
    }
  }

  private func collection(_ path: [String]) throws(Refused) -> (RecordKind, rest: [String]) {
    let families: [([String], RecordKind)] = [
      (["finance", "invoices"], .invoices), (["finance", "billingstatuses"], .billingStatuses),
      (["system", "members"], .members),
      (["company", "companies"], .companies), (["time", "entries"], .timeEntries), (["expense", "entries"], .expenses),
      (["procurement", "products"], .products),
    ]
    if path.count >= 4, path[0] == "finance", path[1] == "invoices", path[3] == "routings" {
      guard let id = Int(path[2]), let index = index(ofInvoice: id) else {
        throw .notFound("Invoice \(path[2].prefix(20)) not found")
      }
      return (.routings(index), Array(path.dropFirst(4)))
    }
    for (prefix, collection) in families where path.starts(with: prefix) {
      return (collection, Array(path.dropFirst(prefix.count)))
    }
    throw .notFound("The requested resource was not found.")
  }

  func index(ofInvoice id: Int) -> Int? {
    let (index, overflow) = id.subtractingReportingOverflow(7001)
    return !overflow && data.invoices.indices.contains(index) ? index : nil
  }

  func change(_ index: Int) -> InvoiceChange { changes[index] ?? InvoiceChange(data.invoices[index]) }
}
