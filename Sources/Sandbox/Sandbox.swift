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

  /// How long the past is kept for stale reads, in milliseconds, besides what the standing faults need.
  public var memory: Int64 = 0

  var world = World()
  var past: [(until: Int64, world: World)] = []
  var chance: Chance
  /// Messages to those who asked to be told, in the order they were made.
  public internal(set) var deliveries: [CallbackDelivery] = []
  var delivered = 0
  private let seed: UInt64
  private var served = 0

  /// `chance` seeds the shares of faults; the data has a seed of its own.
  public init(_ data: DemoData = DemoData(), chance seed: UInt64 = 1) {
    self.data = data
    self.seed = seed
    chance = Chance(seed: seed)
  }

  /// Forgets everything that was changed, and all faults.
  public mutating func reset() { self = Sandbox(data, chance: seed) }

  /// Answers one request at the given time (milliseconds since 1970). `given` are faults for this request alone, beside the
  /// standing ones: a simulation that throws its own dice gives them here.
  public mutating func respond(to request: SandboxRequest, now: Int64, meeting given: [Fault] = []) -> SandboxAnswer {
    served += 1
    var answer: SandboxAnswer
    do throws(Refused) {
      answer = try route(request, given, now: now)
    } catch {
      answer = SandboxAnswer(error)
    }
    answer.headers += [
      ("x-cw-request-id", "sandbox-\(served)"), ("x-server-name", "SANDBOX"), ("api-current-version", "2025.8"),
    ]
    if answer.header("Cache-Control") == nil { answer.headers.append(("Cache-Control", "no-cache")) }
    return answer
  }

  private mutating func route(_ request: SandboxRequest, _ given: [Fault], now: Int64) throws(Refused) -> SandboxAnswer {
    let segments = request.path.split(separator: "/").map(String.init)
    switch segments.first?.lowercased() {
    case "sandbox": return try control(request, Array(segments.dropFirst()), now: now)
    case "login" where segments.count == 3 && segments[1].lowercased() == "companyinfo":
      return .init(status: 200, headers: [], body: companyInfo(segments[2]).bytes)
    default: break
    }
    if segments.count == 4, segments[0] + "/" == codebase,
      segments[1...].joined(separator: "/") == "system/callbackkey/index.rails",
      let key = Self.callbackKey(request)
    {
      return key
    }
    guard segments.count > 3, segments[0] + "/" == codebase, segments[1] == "apis", segments[2] == "3.0" else {
      throw .notFound("The requested resource was not found.")
    }
    try authorize(request)
    let now = clock(now)
    let strike = strike(request, given)
    func invoice(_ edit: HumanEdit) -> HumanEdit {
      var edit = edit
      edit.invoice = edit.invoice ?? (segments.count > 5 ? Int(segments[5]) : nil)
      return edit
    }
    for (edit, afterwards) in strike.edits where !afterwards { self.edit(invoice(edit), now: now) }
    var answer = SandboxAnswer(status: 500, headers: [], body: [])
    if strike.isCarriedOut { answer = carryOut(request, segments.dropFirst(3).map { $0.lowercased() }, strike, now: now) }
    for (edit, afterwards) in strike.edits where afterwards { self.edit(invoice(edit), now: now) }
    if let outcome = strike.outcome { answer = Self.answer(answer, struckBy: outcome) }
    answer.delay = strike.delay
    return answer
  }

  private mutating func carryOut(_ request: SandboxRequest, _ path: [String], _ strike: Strike, now: Int64) -> SandboxAnswer {
    let present = world
    let isStale = strike.staleness > 0 && request.method == "GET"
    if isStale { world = world(at: now - strike.staleness) }
    defer { if isStale { world = present } }
    do throws(Refused) {
      return try serve(request, path, now: now)
    } catch {
      return SandboxAnswer(error)
    }
  }

  private func companyInfo(_ company: String) -> JSON {
    guard company.lowercased() == Self.company else { return .null }
    return .record([
      ("CompanyName", .text(Self.company)), ("Codebase", .text(codebase)), ("VersionCode", .text("v2025.8")),
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

  func index(ofInvoice id: Int) -> Int? {
    let (index, overflow) = id.subtractingReportingOverflow(7001)
    guard !overflow, data.invoices.indices.contains(index), world.changes[index]?.isRemoved != true else { return nil }
    return index
  }

  func change(_ index: Int) -> InvoiceChange { world.changes[index] ?? InvoiceChange(data.invoices[index]) }
}
