import Curl
import Foundation
import Loopback
import Testing

@testable import ConnectWise

/// Everything that can be on the other end of an address, over real sockets: a clear sentence each, and no trap.
@Suite struct BadAnswerTests {
  private let companyInfo = #"{"Codebase":"v4_6_release/","IsCloud":false}"#

  private func client(_ site: String, allow: [String]) throws -> ConnectWiseClient {
    ConnectWiseClient(
      connection: Connection(
        site: try #require(Site(site)), company: "acme", publicKey: "PUBLICKEY", privateKey: "PRIVATEKEY", clientID: "cid"),
      transport: CurlTransport(policy: try OutboundPolicy(allow: allow)))
  }

  /// What a call says to a server that answers companyinfo well, and everything else with `script`.
  private func failure(
    _ script: @escaping @Sendable (LoopbackServer.Connection) -> Void, _ call: (ConnectWiseClient) throws -> Void
  ) throws -> ConnectWiseFailure? {
    let companyInfo = companyInfo
    let server = try LoopbackServer { _, connection in
      while let request = connection.readRequest() {
        if request.hasPrefix("GET /login/") {
          connection.answer(body: companyInfo)
        } else {
          return script(connection)
        }
      }
    }
    defer { server.stop() }
    let client = try client(server.origin, allow: [server.origin])
    return #expect(throws: ConnectWiseFailure.self) { try call(client) }
  }

  @Test func `an answer of two gigabytes is refused, announced or not, without being held`() throws {
    let before = Self.residentPages()
    let announced = try failure({ connection in
      connection.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2147483648\r\n\r\n[")
      connection.waitForClient(milliseconds: 5_000)
    }) { _ = try $0.invoices() }
    let endless = try failure({ connection in
      connection.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[")
      let filler = [UInt8](repeating: 0x20, count: 1 << 20)
      for _ in 0..<2_048 where !connection.write(filler) { return }
    }) { _ = try $0.invoices() }
    for failure in [announced, endless] {
      guard case .transport(.unknown(.answerTooLarge, _)) = failure else {
        Issue.record("got \(String(describing: failure))")
        continue
      }
      #expect(failure?.sentence == "ConnectWise could not be reached. The answer was larger than we accept.")
    }
    #expect((Self.residentPages() - before) * 4 < 200_000, "kilobytes")
  }

  private static func residentPages() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    return text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  }

  @Test func `JSON that ends in the middle is no list, whether the wire or the server cut it`() throws {
    let half = #"[{"id":7001,"type":"Standard","total":10.5},{"id":7002,"ty"#
    let byServer = try failure({ $0.answer(headers: "Content-Type: application/json\r\n", body: half) }) { _ = try $0.invoices() }
    guard case .unreadable = byServer else {
      Issue.record("got \(String(describing: byServer))")
      return
    }
    let byWire = try failure({ $0.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + half) }) { _ = try $0.invoices() }
    guard case .transport(.unknown(.cutBody, _)) = byWire else {
      Issue.record("got \(String(describing: byWire))")
      return
    }
    #expect(byServer?.sentence == "ConnectWise answered something that we cannot read.")
    #expect(byWire?.sentence == "ConnectWise could not be reached. The answer ended too early.")
  }

  @Test func `a sign-in page with status 200, and a redirect, are the wrong host`() throws {
    for answer in [
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 6\r\n\r\n<html>",
      "HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example.com/\r\nContent-Length: 0\r\n\r\n",
      "HTTP/1.1 301 Moved\r\nLocation: https://127.0.0.1/\r\nContent-Length: 0\r\n\r\n",
    ] {
      let failure = try failure({ $0.write(answer) }) { _ = try $0.invoice(7001) }
      guard case .wrongHost = failure else {
        Issue.record("got \(String(describing: failure))")
        continue
      }
      #expect(failure?.sentence == "This address does not answer like a ConnectWise API. Check the site.")
    }
  }

  @Test func `a write that is answered with a page may have happened all the same`() throws {
    let failure = try failure({ $0.answer(headers: "Content-Type: text/html\r\n", body: "<html>") }) {
      _ = try $0.setStatus(ofInvoice: 7001, to: 3)
    }
    #expect(failure?.mayHaveHappened == true)
  }

  @Test func `an address without TLS, on another port, or inside the house gets no key`() throws {
    let server = try obligingServer(body: companyInfo)
    defer { server.stop() }
    for (site, refusal) in [
      (server.origin, OutboundPolicy.Refusal.scheme("http")), ("https://127.0.0.1:\(server.port)", .port(server.port)),
      ("https://127.0.0.1", .address("127.0.0.1", .loopback)),
    ] {
      let failure = #expect(throws: ConnectWiseFailure.self) { try client(site, allow: []).systemInfo() }
      #expect(failure == .transport(.refused(refusal)))
      #expect(failure?.sentence.hasPrefix("ConnectWise could not be reached. ") == true)
    }
    #expect(server.connections == 0)
  }

  @Test func `https to a server that only speaks http sends nothing`() throws {
    let server = try LoopbackServer { _, connection in connection.answer("400 Bad Request") }
    defer { server.stop() }
    let site = "https://127.0.0.1:\(server.port)"
    let failure = #expect(throws: ConnectWiseFailure.self) { try client(site, allow: [site]).systemInfo() }
    guard case .transport(.notSent(.handshake, _)) = failure else {
      Issue.record("got \(String(describing: failure))")
      return
    }
  }

  @Test func `keys never leave for companyinfo, and no failure prints them`() throws {
    let server = try LoopbackServer { server, connection in
      while let request = connection.readRequest() {
        server.note(request)
        connection.answer("401 Unauthorized", body: #"{"code":"Unauthorized","message":"PRIVATEKEY is wrong"}"#)
      }
    }
    defer { server.stop() }
    let failure = #expect(throws: ConnectWiseFailure.self) { try client(server.origin, allow: [server.origin]).systemInfo() }
    #expect(server.requests.count == 1)
    #expect(server.requests.allSatisfy { !$0.contains("Authorization") && !$0.contains("cid") })
    // Remote text is for operators and cleaned; the sentence is from our own list.
    #expect(failure?.sentence.contains("PRIVATEKEY") == false)
  }

  @Test(arguments: [
    "null", "[]", "{}", "7", "\"\"", "[null]", "[[]]", "[{}]", #"[{"id":null}]"#, #"[{"id":"7"}]"#, #"[{"id":1e300}]"#,
    #"[{"id":-9223372036854775809,"type":"S"}]"#, #"[{"id":7,"type":null}]"#, #"[{"id":7,"type":"S","status":7}]"#,
    #"[{"id":7,"type":"S","_info":[]}]"#, "[{\"id\":7,\"type\":\"\\ud800\"}]", "[{\"id\":7,\"type\":\"S\",\"total\":1e999}]",
    "\u{FEFF}[]", "[1,2", "{\"a\":" + String(repeating: "{\"a\":", count: 10_000),
  ])
  func `no body makes a list trap`(body: String) throws {
    let transport = ScriptedTransport(200, body)
    let client = ConnectWiseClient(
      connection: Connection(site: Site("h")!, company: "acme", publicKey: "a", privateKey: "b", clientID: "c"),
      transport: transport, codebase: "v4_6_release/")
    do throws(ConnectWiseFailure) {
      let page = try client.invoices()
      #expect(page.records.allSatisfy { $0.id == 7 })
    } catch {
      #expect(!error.sentence.isEmpty && !error.detail.isEmpty)
    }
  }
}
