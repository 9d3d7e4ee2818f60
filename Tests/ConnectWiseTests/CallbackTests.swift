import Curl
import Testing

@testable import ConnectWise

@Suite struct CallbackTests {
  private func client(_ transport: ScriptedTransport, site: String = "cw.example.test") throws -> ConnectWiseClient {
    ConnectWiseClient(
      connection: Connection(
        site: try #require(Site(site)), company: "acme", publicKey: "pub", privateKey: "priv", clientID: "cid"),
      transport: transport, codebase: "v4_6_release/")
  }

  @Test func `a registration names our address whole, and a removal that finds nothing is one`() throws {
    let transport = ScriptedTransport(201, #"{"id":31,"url":"x","type":"invoice"}"#)
    let url = #"https://r.example/callbacks/connectwise?token="a\b&recordId="#
    #expect(try client(transport).registerCallback(at: url, description: "Invoices") == 31)
    let request = try #require(transport.requests.first)
    #expect(request.method == .post && request.url.hasSuffix("/apis/3.0/system/callbacks"))
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"description":"Invoices","url":"https://r.example/callbacks/connectwise?token=\"a\\b&recordId=","type":"invoice","objectId":1,"level":"owner","inactiveFlag":false}"#
    )
    let gone = ScriptedTransport { request in
      .success(
        request.url.contains("companyinfo")
          ? OutboundResponse(status: 200, body: Array(#"{"Codebase":"v4_6_release/","CompanyName":"Acme"}"#.utf8))
          : OutboundResponse(status: 404))
    }
    try client(gone).removeCallback(31)
    #expect(throws: ConnectWiseFailure.self) { try client(ScriptedTransport(403, "{}")).removeCallback(31) }
  }

  @Test(arguments: [
    "https://cw.example.test/v4_6_release/system/callbackkey/index.rails?id=31",
    "https://cw.example.test/v2025_1/system/callbackkey/index.rails?id=0b1e",
  ])
  func `a key is fetched from ConnectWise without our own keys`(url: String) throws {
    let transport = ScriptedTransport(200, #"{"signing_key":"k"}"#)
    #expect(try client(transport).signingKey(at: url) == "k")
    let request = try #require(transport.requests.first)
    #expect(request.url == url)
    #expect(!request.headers.contains { $0.name == "Authorization" })
  }

  @Test(arguments: [
    "https://evil.test/v4_6_release/system/callbackkey/index.rails?id=31",
    "http://cw.example.test/v4_6_release/system/callbackkey/index.rails?id=31",
    "https://cw.example.test.evil.test/v4_6_release/system/callbackkey/index.rails?id=31",
    "https://cw.example.test@evil.test/v4_6_release/system/callbackkey/index.rails",
    "https://cw.example.test:444/v4_6_release/system/callbackkey/index.rails?id=31",
    "https://cw.example.test/v4_6_release/system/documents/7/download?id=31",
    "https://cw.example.test/a/../system/callbackkey/index.rails", "https://cw.example.test/../system/callbackkey/index.rails",
    "https://cw.example.test//system/callbackkey/index.rails", "https://cw.example.test/a/b/system/callbackkey/index.rails",
    "https://cw.example.test/v4_6_release/system/callbackkey/index.rails#x", "",
    "https://cw.example.test/v4_6_release/system/callbackkey/index.rails?id=3 1",
    "https://cw.example.test/v4_6_release/system/callbackkey/index.rails?id=" + String(repeating: "9", count: 500),
  ])
  func `a key lies nowhere else`(url: String) throws {
    let transport = ScriptedTransport(200, #"{"signing_key":"k"}"#)
    #expect(throws: ConnectWiseFailure.self) { try client(transport).signingKey(at: url) }
    #expect(transport.requests.isEmpty, "nothing was asked")
  }

  @Test func `on the cloud the key may lie on either of its two hosts`() throws {
    let client = try client(ScriptedTransport(200, ""), site: "na.myconnectwise.net")
    for host in ["na.myconnectwise.net", "api-na.myconnectwise.net"] {
      #expect(client.isKeyAddress("https://\(host)/v2025_1/system/callbackkey/index.rails?id=1"))
    }
    #expect(!client.isKeyAddress("https://eu.myconnectwise.net/v2025_1/system/callbackkey/index.rails?id=1"))
  }

  @Test func `a message is read as ConnectWise writes it, and anything else is none`() throws {
    let text =
      #"{"MessageId":"1","CompanyId":"h","Action":"updated","Type":"Invoice","ID":7002,"Entity":"{}","Metadata":{"key_url":"https://x/"},"CallbackObjectRecId":31}"#
    let message = try #require(CallbackMessage(Array(text.utf8)))
    #expect(message.type == "invoice" && message.record == 7002 && message.action == "updated" && message.keyURL == "https://x/")
    for other in ["", "{}", "[]", "null", #"{"Type":"invoice","ID":"7002","Metadata":{"key_url":""}}"#, "\u{0}", text + "x"] {
      #expect(CallbackMessage(Array(other.utf8)) == nil, "\(other)")
    }
    #expect(CallbackMessage(Array(String(repeating: "[", count: 200_000).utf8)) == nil)
  }
}
