import Bytes
import HTTP

/// What tests and the demo steer the sandbox by; it lies outside the API. The page does by forms what programs do by JSON.
extension Sandbox {
  mutating func control(_ request: SandboxRequest, _ path: [String], now: Int64) throws(Refused) -> SandboxAnswer {
    let isForm = request.headers["content-type"]?.hasPrefix("application/x-www-form-urlencoded") == true
    // A page on another site must not press these buttons.
    guard request.method == "GET" || !["cross-site", "same-site"].contains(request.headers["sec-fetch-site"] ?? "") else {
      throw Refused(status: 403, code: "Security", message: "Another site cannot steer the sandbox.")
    }
    switch (request.method, path) {
    case ("GET", []): return FaultPage(sandbox: self).answer
    case ("GET", ["ledger"]): return .init(status: 200, headers: [], body: JSON.list(ledger.map(\.record)).bytes)
    case ("GET", ["faults"]): return .init(status: 200, headers: [], body: JSON.list(faults.map(\.record)).bytes)
    case ("POST", ["faults"]) where isForm:
      guard let form = Self.form(request), let fault = Fault(form) else {
        throw Refused(status: 400, code: "InvalidFault", message: Fault.expected)
      }
      faults.append(fault)
      return Self.backToPage
    case ("POST", ["faults"]), ("PUT", ["faults"]):
      let script = try Self.script(request)
      faults = request.method == "PUT" ? script : faults + script
      return .init(status: 201, headers: [], body: (script.count == 1 ? script[0].record : .list(script.map(\.record))).bytes)
    case ("DELETE", ["faults"]):
      faults = []
      return .init(status: 204, headers: [], body: [])
    case ("POST", ["faults", "remove"]):
      guard let number = Self.form(request)?.first("number").flatMap({ Int($0) }), faults.indices.contains(number - 1) else {
        throw .notFound("There is no such fault.")
      }
      faults.remove(at: number - 1)
      return Self.backToPage
    case ("POST", ["faults", "clear"]):
      faults = []
      return Self.backToPage
    case ("POST", ["edits"]):
      guard let value = JSONReader.read(request.body), let text = value["value"], let invoice = value["invoice"]?.int else {
        throw Refused(
          status: 400, code: "InvalidEdit", message: "Send {\"invoice\": …, \"field\": …, \"value\": …, \"by\": …}.")
      }
      let edit = HumanEdit(
        invoice: invoice, field: value["field"]?.string ?? "status", value: text.string ?? text.int.map(String.init) ?? "",
        by: value["by"]?.string ?? "hvogel")
      guard self.edit(edit, now: clock(now)) else {
        throw Refused(status: 409, code: "InvalidEdit", message: "ConnectWise would not let a person do that.")
      }
      return .init(status: 201, headers: [], body: ledger.last.map(\.record.bytes) ?? [])
    case ("POST", ["reset"]):
      reset()
      return isForm ? Self.backToPage : .init(status: 204, headers: [], body: [])
    default: throw .notFound("The sandbox has /sandbox, /sandbox/ledger, /sandbox/faults, /sandbox/edits and /sandbox/reset.")
    }
  }

  private static let backToPage = SandboxAnswer(status: 303, headers: [("Location", "/sandbox")], body: [])

  private static func form(_ request: SandboxRequest) -> Form? { URLEncoded.parse(request.body.span) }

  private static func script(_ request: SandboxRequest) throws(Refused) -> [Fault] {
    let refused = Refused(status: 400, code: "InvalidFault", message: Fault.expected)
    guard let value = JSONReader.read(request.body) else { throw refused }
    let values = if case .list(let values) = value { values } else { [value] }
    let script = values.compactMap { Fault($0) }
    guard script.count == values.count else { throw refused }
    return script
  }
}
