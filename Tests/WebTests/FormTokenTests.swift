import Crypto
import Testing

@testable import Web

private let forms = FormToken(key: Secret([UInt8](repeating: 7, count: 32)), random: SecureRandom())
private let session = [UInt8](repeating: 1, count: 32)

@Test func `a form token opens its own form in its own session and nothing else`() {
  let token = forms.make(session: session, path: "/invoices/1/approve")
  #expect(forms.accepts(token, session: session, path: "/invoices/1/approve"))
  #expect(!forms.accepts(token, session: session, path: "/invoices/2/approve"))
  #expect(!forms.accepts(token, session: [UInt8](repeating: 2, count: 32), path: "/invoices/1/approve"))
}

@Test func `a form token looks different on every page`() {
  #expect(forms.make(session: session, path: "/me") != forms.make(session: session, path: "/me"))
}

@Test(arguments: ["", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "ä"])
func `garbage is no form token`(text: String) {
  #expect(!forms.accepts(text, session: session, path: "/me"))
}
