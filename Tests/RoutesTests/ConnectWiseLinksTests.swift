import Domain
import Routes
import Testing

@Suite struct ConnectWiseLinksTests {
  @Test func `links lead to the configured site with encoded values`() throws {
    let origin = try #require(Origin("https://na.myconnectwise.net/"))
    let links = try ConnectWiseLinks(origin: origin, company: "acme & co/ü")
    #expect(
      links.invoice(ID(7001), number: "10452")?.address
        == "https://na.myconnectwise.net/v4_6_release/ConnectWise.aspx?locale=en_US&routeTo=InvoiceFV&recid=7001")
    #expect(
      links.ticket(ID(90331))?.address
        == "https://na.myconnectwise.net/v4_6_release/services/system_io/router/openrecord.rails?locale=en_US&companyName=acme%20%26%20co%2F%C3%BC&recordType=ServiceFV&recid=90331"
    )
    let byNumber = try ConnectWiseLinks(origin: origin, company: "acme", invoice: "https://{site}/find?n={number}#{company}")
    #expect(byNumber.invoice(ID(1), number: "A/1?\"<")?.address == "https://na.myconnectwise.net/find?n=A%2F1%3F%22%3C#acme")
  }

  @Test(arguments: [
    "http://na.myconnectwise.net", "https://", "https://user@host", "https://host/path", "https://host?x", "https://host:0",
    "https://host:65536", "https://host:08", "https://ho st", "https://-host", "https://host..net", "javascript://host", "host",
    "https://hóst", "http://localhost:8080", "https://host:", "https://host#",
  ])
  func `other origins are refused`(text: String) { #expect(Origin(text) == nil) }

  @Test func `plain http is for a loopback address that the configuration allows`() {
    #expect(Origin("http://127.0.0.1:8081", allowingLoopbackHTTP: true)?.text == "http://127.0.0.1:8081")
    #expect(Origin("http://LOCALHOST:8081/", allowingLoopbackHTTP: true)?.text == "http://localhost:8081")
    #expect(Origin("http://192.168.0.5", allowingLoopbackHTTP: true) == nil)
    #expect(Origin("http://127.evil.test", allowingLoopbackHTTP: true) == nil)
    #expect(Origin("https://HOST:8443")?.text == "https://host:8443")
  }

  @Test(arguments: [
    ("https://evil.test/{id}", BadLinkTemplate.doesNotBeginWithSite), ("https://{site}.evil.test/", .doesNotBeginWithSite),
    ("https://{site}//evil", .doesNotBeginWithSite), ("https://{site}@evil/", .doesNotBeginWithSite),
    ("https://{site}/{id", .unclosedPlaceholder), ("https://{site}/{secret}", .unknownPlaceholder("secret")),
    ("https://{site}/a b", .illegalCharacter), ("https://{site}/\"", .illegalCharacter), ("https://{site}/ü", .illegalCharacter),
    ("https://{site}/\\", .illegalCharacter), ("", .doesNotBeginWithSite), ("https://{site}/}", .illegalCharacter),
  ])
  func `other templates are refused with a sentence`(text: String, reason: BadLinkTemplate) {
    #expect(throws: reason) { try LinkTemplate(text) }
    #expect(reason.sentence.hasSuffix("."))
  }
}
