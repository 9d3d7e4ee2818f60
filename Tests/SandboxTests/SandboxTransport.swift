import ConnectWise
import Curl
import Foundation
import Synchronization

@testable import Sandbox

/// The sandbox as a way out of the process, without a socket in between.
final class SandboxTransport: Transport {
  private let state: Mutex<(sandbox: Sandbox, requests: [String], now: Int64)>

  init(_ sandbox: Sandbox = Sandbox(), now: Int64 = 1_779_200_000_000) { state = Mutex((sandbox, [], now)) }

  var sandbox: Sandbox { state.withLock { $0.sandbox } }
  var requests: [String] { state.withLock { $0.requests } }
  func set(faults: [Fault]) { state.withLock { $0.sandbox.faults = faults } }

  func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    guard let parts = URLComponents(string: request.url), let host = parts.host else {
      return .failure(.notSent(.malformedRequest, detail: request.url))
    }
    var headers: [String: String] = ["host": host, "x-forwarded-proto": parts.scheme ?? "https"]
    for header in request.headers { headers[header.name.lowercased()] = header.value }
    let query = (parts.queryItems ?? []).map { (name: $0.name, value: $0.value ?? "") }
    let asked = SandboxRequest(
      method: request.method.rawValue, path: parts.path, query: query, headers: headers, body: request.body)
    return state.withLock { state in
      state.requests.append("\(request.method.rawValue) \(parts.path)")
      let answer = state.sandbox.respond(to: asked, now: state.now)
      return .success(OutboundResponse(status: answer.status, headers: answer.headers, body: answer.body))
    }
  }
}

extension Connection {
  static func sandbox(
    _ site: String = "cw.example.test", privateKey: String = Sandbox.privateKey, clientID: String = Sandbox.clientID
  ) -> Connection {
    Connection(
      site: Site(site)!, company: Sandbox.company, publicKey: Sandbox.publicKey, privateKey: privateKey, clientID: clientID)
  }
}

/// A request with everything right, for tests that look at the wire.
func get(_ path: String, _ query: [(name: String, value: String)] = [], headers: [String: String] = [:]) -> SandboxRequest {
  SandboxRequest(method: "GET", path: "/v4_6_release/apis/3.0" + path, query: query, headers: signed(headers))
}

func patch(_ path: String, _ body: String, headers: [String: String] = [:]) -> SandboxRequest {
  SandboxRequest(
    method: "PATCH", path: "/v4_6_release/apis/3.0" + path,
    headers: signed(["content-type": "application/json"].merging(headers) { $1 }),
    body: Array(body.utf8))
}

private func signed(_ headers: [String: String]) -> [String: String] {
  let key = Data("\(Sandbox.company)+\(Sandbox.publicKey):\(Sandbox.privateKey)".utf8).base64EncodedString()
  return ["host": "cw.example.test", "authorization": "Basic \(key)", "clientid": Sandbox.clientID].merging(headers) { $1 }
}

extension SandboxAnswer {
  var json: JSON? { JSONReader.read(body, limit: .max) }
  var list: [JSON] { if case .list(let items) = json { items } else { [] } }
  var ids: [Int] { list.compactMap { $0["id"]?.int } }
  var text: String { String(decoding: body, as: UTF8.self) }
}
