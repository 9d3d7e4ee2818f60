import Domain
import Testing

@Suite struct PeopleTests {
  @Test func `rights follow from the role as the table says`() {
    var text = "Who may do what.\n\n" + String(repeating: " ", count: 20)
    text += Role.allCases.map { padded($0.title, 17) }.joined().trimmed + "\n"
    for right in Right.allCases {
      text += padded(right.rawValue, 20) + Role.allCases.map { padded($0.may(right) ? "yes" : "no", 17) }.joined().trimmed + "\n"
    }
    Golden.expect(text, "rights.txt")
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  @Test func `nobody and the disabled may nothing`() {
    var disabled = ana
    disabled.isActive = false
    for right in Right.allCases {
      #expect(!Viewer.nobody.may(right))
      #expect(!Viewer.person(disabled).may(right))
    }
    #expect(Viewer.person(ana).may(.override))
  }

  @Test func `initials are the first letters of the first and last name`() {
    #expect(priya.initials == "PN")
    #expect(Initials.of("Cher") == "C")
    #expect(Initials.of("  anna maria  østby ") == "AØ")
    #expect(Initials.of("") == "?")
  }

  @Test func `a reviewer is a person by account or by member`() {
    #expect(asked(priya, 1).isPerson(priya))
    #expect(!asked(priya, 1).isPerson(marcus))
    let nobody = Reviewer(name: "Territory", position: 1, source: .billingSetup)
    #expect(!nobody.isPerson(ana))
    #expect(Reviewer(name: "Ana", person: ana.id, position: 1, source: .added).isPerson(ana))
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
