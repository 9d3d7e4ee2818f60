import Bytes
import Curl
import Sandbox

/// A request of the client as the sandbox sees it.
struct Call {
  let request: SandboxRequest
  let isWrite: Bool
  /// What a write is about.
  let invoice: Int
  let status: Int

  init(_ outbound: OutboundRequest, origin: String) {
    let parts = outbound.url.split(separator: "?", maxSplits: 1)
    let path = Self.decoded(parts[0].dropFirst(origin.utf8.count))
    var query: [(name: String, value: String)] = []
    for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      query.append((Self.decoded(sides[0]), sides.count > 1 ? Self.decoded(sides[1]) : ""))
    }
    var headers: [String: String] = ["host": "cw.test"]
    for header in outbound.headers { headers[header.name.lowercased()] = header.value }
    request = SandboxRequest(
      method: outbound.method.rawValue, path: path, query: query, headers: headers, body: outbound.body)
    isWrite = outbound.isWrite
    invoice = isWrite ? path.split(separator: "/").last.flatMap { Int($0) } ?? 0 : 0
    status = isWrite ? Self.lastNumber(outbound.body) : 0
  }

  /// Somebody at work in ConnectWise itself.
  init(edit invoice: Int, _ field: String, _ value: String, isClosed: Bool) {
    let collection = isClosed ? "closedInvoices" : "invoices"
    request = SandboxRequest(
      method: "PATCH", path: "/v4_6_release/apis/3.0/finance/\(collection)/\(invoice)",
      headers: [
        "authorization": "Basic " + Base64.encode("\(Sandbox.company)+\(Sandbox.publicKey):\(Sandbox.privateKey)".utf8),
        "clientid": Sandbox.clientID, "content-type": "application/json",
      ], body: Array(#"[{"op":"replace","path":"\#(field)","value":\#(value)}]"#.utf8))
    isWrite = true
    self.invoice = invoice
    status = 0
  }

  private static func lastNumber(_ body: [UInt8]) -> Int {
    let digits = body.reversed().drop { !(48...57).contains($0) }.prefix { (48...57).contains($0) }
    return digits.reversed().reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  private static func decoded(_ text: some StringProtocol) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let high = rest.popFirst(), let low = rest.popFirst(),
        let value = Hex.decode(String(decoding: [high, low], as: UTF8.self))
      {
        bytes += value
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
