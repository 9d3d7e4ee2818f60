import Crypto
import Domain

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
  static let about = "Without --password-stdin the person gets no password: \"countersign user login-link E\" lets them in once."

  let email: String
  let name: String
  let role: Role
  let readsPassword: Bool

  init(_ call: Call) throws(CommandFailure) {
    email = trimmed(call["--email"] ?? "")
    name = trimmed(call["--name"] ?? "")
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
      password = Secret(line)
    }
    let person = try App.addPerson(configuration, email: email, name: name, role: role, password: password)
    session.answer(
      .fields(["id": .int(person), "email": .text(email), "name": .text(name), "role": .text(role.rawValue)]),
      text: "\(name) <\(email)> can sign in as \(role.rawValue).\n")
    return .ok
  }
}
