import Crypto
import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// Passwords are long or they are nothing: no rules about digits and signs, which only make them worse.
public enum PasswordRule {
  static let minimum = 15
  static let maximum = 256

  /// What is wrong with it, in a sentence; nil when it will do. `words` are the person's own: name and address.
  public static func problem(_ password: String, of words: [String]) -> String? {
    let length = password.count
    if length < minimum { return "A password has at least \(minimum) characters; this one has \(length)." }
    if length > maximum { return "A password has at most \(maximum) characters; this one has \(length)." }
    let plain = password.lowercased()
    let others = Set(plain).count
    if others < 5 { return "This password repeats itself: it has only \(others) different characters. Use at least 5." }
    for word in words where word.count >= 4 && plain.contains(word.lowercased()) {
      return "A password does not contain your name or address. Leave out “\(word)”."
    }
    return nil
  }
}

/// The first page of a fresh install. Whoever holds the one-time code from the log becomes the first admin.
struct ShowSetup: ReadAction {
  func respond(to visit: Visit, from store: Reader) throws -> Response {
    if try store.hasPeople() { return visit.redirect(to: visit.viewer.person == nil ? .signIn(next: nil) : .inbox) }
    return visit.formPage(posting: .createFirstAdmin) { token in
      SetupPage(action: .createFirstAdmin, token: token, minimumLength: PasswordRule.minimum)
    }
  }
}

struct CreateFirstAdmin: WorkAction {
  private struct Entry {
    var code = ""
    var name = ""
    var email = ""
    var password = ""
  }

  func work(on visit: Visit) throws -> Response {
    let form = try visit.form(expecting: ["code", "name", "email", "password"])
    var entry = Entry()
    entry.code = form.single("code")?.trimmed ?? ""
    entry.name = form.single("name")?.trimmed ?? ""
    entry.email = form.single("email")?.trimmed.lowercased() ?? ""
    entry.password = form.single("password") ?? ""
    let problems = problems(entry)
    guard problems.isEmpty else { return again(visit, entry, problems) }

    let premises = visit.premises
    // Asked before the expensive hash, so that a guessed code costs its sender a request and us nothing.
    guard let token = Token(entry.code),
      try premises.database.read({ try $0.link(tokenHash: token.hash, now: visit.now) }) == .setUp
    else { return again(visit, entry, [staleCode]) }
    let hash = try PasswordHash(password: entry.password, cost: premises.passwordCost, from: premises.random).encoded
    let (name, email) = (entry.name, entry.email)
    let cookies: [String]? = try premises.database.write { writer in
      guard try !writer.hasPeople(), try writer.useLink(tokenHash: token.hash, now: visit.now) == .setUp else { return nil }
      let member = try writer.member(email: email)?.id
      let id = try writer.addPerson(
        name: name, email: email, role: .admin, passwordHash: hash, member: member, at: visit.now)
      guard let account = try writer.account(id) else { return nil }
      try writer.record(
        .firstAdminCreated(name: name), by: account.person.actor, invoice: nil, at: visit.now, request: visit.request.id)
      return try SessionToken.begin(for: account.person, method: "setup", on: visit, in: writer)
    }
    guard let cookies else { return again(visit, entry, [staleCode]) }
    var response = visit.redirect(to: .inbox, saying: .welcome)
    for cookie in cookies { response.add("set-cookie", cookie) }
    return response
  }

  private func problems(_ entry: Entry) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    if entry.code.isEmpty { problems.append(FieldProblem("code", "Paste the code that the program printed when it started.")) }
    if entry.name.isEmpty || entry.name.count > 200 {
      problems.append(FieldProblem("name", "A name has 1 to 200 characters; this one has \(entry.name.count)."))
    }
    if let problem = EmailRule.problem(entry.email) { problems.append(FieldProblem("email", problem)) }
    let words = entry.name.split(separator: " ").map(String.init) + [String(entry.email.prefix { $0 != "@" })]
    if let problem = PasswordRule.problem(entry.password, of: words) { problems.append(FieldProblem("password", problem)) }
    return problems
  }

  private var staleCode: FieldProblem {
    FieldProblem(
      "code",
      "This code was used, is too old or has a typing error. A restart of the server prints a new one.")
  }

  private func again(_ visit: Visit, _ entry: Entry, _ problems: [FieldProblem]) -> Response {
    visit.formPage(.unprocessable, posting: .createFirstAdmin) { token in
      SetupPage(
        action: .createFirstAdmin, token: token, code: entry.code, name: entry.name, email: entry.email,
        minimumLength: PasswordRule.minimum, problems: problems)
    }
  }
}

/// Enough of an address to reach somebody; the mail server has the last word.
public enum EmailRule {
  public static func problem(_ email: String) -> String? {
    let sides = email.split(separator: "@", omittingEmptySubsequences: false)
    let readable = email.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && $0 != "," && $0 != "<" && $0 != ">" }
    guard sides.count == 2, !sides[0].isEmpty, sides[1].contains("."), !sides[1].hasPrefix("."), !sides[1].hasSuffix("."),
      readable, email.utf8.count <= 254
    else { return email.isEmpty ? "An e-mail address is needed to sign in." : "“\(email.prefix(60))” is not an e-mail address." }
    return nil
  }
}
