import Crypto
import Domain
import Web

/// Adds somebody who can sign in, from the machine that Countersign runs on.
struct UserAdd: Command {
  static let verb = "user add"
  static let summary = "Add a person who can sign in"
  static let flags: [Flag] = [
    .data,
    Flag("--email", "E", "The address to sign in with", required: true),
    Flag("--name", "N", "The name that others see", required: true),
    Flag("--role", "R", "One of " + Role.allCases.map(\.rawValue).joined(separator: ", "), required: true),
    Flag("--password-stdin", nil, "Read the password from the first line of standard input"),
  ]
  static let about =
    "Without --password-stdin the person gets no password: \"countersign user login-link E\" lets them in once. A password has 15 to 256 characters; exit code 5: it does not do."

  let email: String
  let name: String
  let role: Role
  let readsPassword: Bool

  init(_ call: Call) throws(CommandFailure) {
    email = trimmed(call["--email"] ?? "")
    name = trimmed(call["--name"] ?? "")
    if let problem = EmailRule.problem(email) { throw CommandFailure(.usage, problem) }
    guard (1...200).contains(name.count) else {
      throw CommandFailure(.usage, "A name has 1 to 200 characters; this one has \(name.count).")
    }
    readsPassword = call.has("--password-stdin")
    let word = call["--role"] ?? ""
    guard let role = Role(rawValue: word) else {
      let roles = Role.allCases.map(\.rawValue)
      throw CommandFailure(
        .usage,
        "There is no role \(quoted(word)).\(Resemblance.question(word, among: roles)) Roles: \(roles.joined(separator: ", ")).")
    }
    self.role = role
  }

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    let configuration = try session.configuration()
    var password: Secret?
    if readsPassword {
      guard let line = session.terminal.readLine(), !line.isEmpty else {
        throw CommandFailure(.usage, "There is no password on standard input.")
      }
      // The rule of the sign-up page: nobody gets in by a weaker way (ASVS 6.2.1, 6.3.4).
      let words = name.split(separator: " ").map(String.init) + [String(email.prefix { $0 != "@" })]
      if let problem = PasswordRule.problem(line, of: words) { throw CommandFailure(.refused, problem) }
      password = Secret(line)
    }
    let person = try App.addPerson(configuration, email: email, name: name, role: role, password: password)
    session.answer(
      .fields(["id": .int(person), "email": .text(email), "name": .text(name), "role": .text(role.rawValue)]),
      text: "\(name) <\(email)> can sign in as \(role.rawValue).\n")
    return .ok
  }
}
