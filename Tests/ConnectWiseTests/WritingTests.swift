import Curl
import Foundation
import Testing

@testable import ConnectWise

@Suite struct WritingTests {
  private func client(_ transport: ScriptedTransport) -> ConnectWiseClient {
    ConnectWiseClient(
      connection: Connection(site: Site("h")!, company: "acme", publicKey: "a", privateKey: "b", clientID: "c"),
      transport: transport, codebase: "v4_6_release/")
  }

  private func answering(notes: String) throws -> ScriptedTransport {
    let quoted = String(decoding: try JSONEncoder().encode(notes), as: UTF8.self)
    return ScriptedTransport(200, #"{"id":7,"type":"S","internalNotes":\#(quoted)}"#)
  }

  @Test(arguments: [
    "", "plain", "two\nlines", "\"quoted\" \\ back", "tab\tand\r\nreturn", "\u{0}\u{1}\u{1F}", "ünïcödé 🙂 e\u{301}",
    "\u{2028}\u{2029}\u{7F}",
    "\"},{\"op\":\"replace\",\"path\":\"status\",\"value\":{\"id\":6}",
  ])
  func `notes are sent whole, and no text becomes an instruction of its own`(text: String) throws {
    let transport = try answering(notes: text)
    _ = try client(transport).setInternalNotes(ofInvoice: 7, to: text)
    let request = try #require(transport.requests.first)
    let sent = try #require(try JSONSerialization.jsonObject(with: Data(request.body)) as? [[String: String]])
    #expect(sent == [["op": "replace", "path": "internalNotes", "value": text]])
    #expect(request.url.hasSuffix("/finance/invoices/7") && request.method == .patch)
    #expect(request.body.allSatisfy { $0 >= 0x20 })
  }

  @Test func `notes that come back with other line ends are the same, and with another word are not`() throws {
    _ = try client(answering(notes: "a\r\nb")).setInternalNotes(ofInvoice: 7, to: "a\nb \n\n")
    for other in ["a b", "a\nc", "", "A\nb"] {
      let failure = try #require(
        #expect(throws: ConnectWiseFailure.self) {
          try client(answering(notes: other)).setInternalNotes(ofInvoice: 7, to: "a\nb")
        })
      guard case .notApplied(field: "internalNotes", _, _) = failure else {
        Issue.record("got \(failure)")
        continue
      }
      // What people wrote stays out of the log.
      #expect(!failure.detail.contains("a\nb") && failure.detail.contains("characters"))
    }
    // Absent and empty are the same.
    _ = try client(ScriptedTransport(200, #"{"id":7,"type":"S"}"#)).setInternalNotes(ofInvoice: 7, to: "")
  }

  @Test func `a routing row is marked as reviewed, and checked`() throws {
    let good = ScriptedTransport(200, #"{"id":5102,"reviewedFlag":true,"dateReviewedUTC":"2026-05-18T14:02:33Z"}"#)
    #expect(try client(good).setReviewed(routing: 5102, ofInvoice: 7002).dateReviewedUTC != nil)
    #expect(good.requests[0].url.hasSuffix("/finance/invoices/7002/routings/5102"))
    #expect(
      String(decoding: good.requests[0].body, as: UTF8.self) == #"[{"op":"replace","path":"reviewedFlag","value":true}]"#)
    for body in [#"{"id":5102,"reviewedFlag":false}"#, #"{"id":5102}"#, #"{"id":1,"reviewedFlag":true}"#] {
      let failure = #expect(throws: ConnectWiseFailure.self) {
        try client(ScriptedTransport(200, body)).setReviewed(routing: 5102, ofInvoice: 7002)
      }
      #expect(failure?.mayHaveHappened == true)
      guard case .notApplied = failure else {
        Issue.record("got \(String(describing: failure))")
        continue
      }
    }
    let refused = #expect(throws: ConnectWiseFailure.self) {
      try client(ScriptedTransport(403, "")).setReviewed(routing: 5102, ofInvoice: 7002)
    }
    guard case .roleGap(.routingReviewed, _) = refused else {
      Issue.record("got \(String(describing: refused))")
      return
    }
  }

  @Test func `a record of another id is no confirmation`() {
    let failure = #expect(throws: ConnectWiseFailure.self) {
      try client(ScriptedTransport(200, #"{"id":8,"type":"S","status":{"id":6}}"#)).setStatus(ofInvoice: 7, to: 6)
    }
    #expect(failure == .notApplied(field: "status", wanted: "6", returned: "nothing"))
  }

  @Test func `a pause is known where somebody announced one`() {
    let answer = ConnectWiseFailure.Answer(status: 429, code: nil, message: nil, errors: [], requestID: nil)
    #expect(ConnectWiseFailure.tooManyRequests(retryAfter: .seconds(17), answer).pause == .seconds(17))
    #expect(ConnectWiseFailure.unavailable(retryAfter: .seconds(5), answer).pause == .seconds(5))
    #expect(ConnectWiseFailure.transport(.heldBack(HeldBack(.circuit, milliseconds: 1_500))).pause == .milliseconds(1_500))
    #expect(ConnectWiseFailure.transport(.heldBack(HeldBack(.pause, milliseconds: 9))).mayHaveHappened == false)
    #expect(ConnectWiseFailure.transport(.unknown(.timeout, detail: "")).pause == nil)
    #expect(ConnectWiseFailure.rejected(answer).pause == nil)
  }
}
