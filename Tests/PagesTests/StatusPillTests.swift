import Markup
import Pages
import Testing

@Test(arguments: [
  (StatusPill(.ok, "Approved"), "ok", "Approved"),
  (StatusPill(.neutral, .waitingOn("Priya", age: "3 d")), "neutral", "Waiting on Priya, 3 d"),
  (StatusPill(.neutral, .waitingOn("O'Neill", age: "")), "neutral", "Waiting on O&#39;Neill"),
  (StatusPill(.neutral, .waitingOnPeople(2, age: "5 h")), "neutral", "Waiting on 2 people, 5 h"),
  (StatusPill(.info, .approvedInPart(1, of: 2)), "info", "Approved 1 of 2"),
])
func `a pill says where an invoice stands`(pill: StatusPill, tone: String, words: String) {
  var html = HTML()
  html.append(pill)
  #expect(html.finish().text == "<span class=\"pill \(tone)\">\(words)</span>")
}
