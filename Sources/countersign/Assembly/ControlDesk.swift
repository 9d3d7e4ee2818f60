import Bytes
import Domain
import HTTP
import Routes
import SQLite
import Store

/// Where the command line asks the running server: a Unix socket in the data directory, for the user that owns it.
///
/// The database has one writer and it is the server, so a command that changes something hands it over instead of opening
/// the file a second time.
final class ControlDesk: Handler {
  private let database: Database
  private let publicURL: PublicURL
  private let askForSweep: @Sendable (String) -> Void

  init(database: Database, publicURL: PublicURL, askForSweep: @escaping @Sendable (String) -> Void) {
    self.database = database
    self.publicURL = publicURL
    self.askForSweep = askForSweep
  }

  func bodyRule(for head: RequestHead) -> BodyRule { head.method == .post ? .memory(16 * 1024) : .none }

  func respond(to request: Request, reply: Reply) -> Response? {
    guard request.method == .post, let form = request.form() else {
      return answer(.badRequest, .fields(["error": "POST a form"]))
    }
    do throws(CommandFailure) {
      switch request.path {
      case "/login-link": return answer(.ok, try loginLink(form))
      case "/person": return answer(.ok, try addPerson(form))
      case "/sweep":
        askForSweep("an operator")
        return answer(.ok, .fields(["asked": true]))
      default: return answer(.notFound, .fields(["error": "There is no such command."]))
      }
    } catch {
      return answer(
        .conflict,
        .fields(["error": .text(error.sentence), "detail": .optional(error.detail), "code": .int(Int(error.code.rawValue))]))
    }
  }

  private func loginLink(_ form: Form) throws(CommandFailure) -> JSON {
    let (url, until) = try FirstLinks.signInLink(for: form.single("email") ?? "", in: database, publicURL)
    return .fields(["url": .text(url), "expires": .int(Int(until.milliseconds))])
  }

  private func addPerson(_ form: Form) throws(CommandFailure) -> JSON {
    guard let role = Role(rawValue: form.single("role") ?? "") else { throw CommandFailure(.usage, "There is no such role.") }
    let id = try NewPerson(
      email: form.single("email") ?? "", name: form.single("name") ?? "", role: role, passwordHash: form.single("hash")
    ).add(to: database)
    return .fields(["id": .int(id)])
  }

  private func answer(_ status: Status, _ json: JSON) -> Response {
    Response(status, type: "application/json; charset=utf-8", body: Blob(json.line))
  }
}

/// A person whom an operator adds.
struct NewPerson: Sendable {
  let email: String
  let name: String
  let role: Role
  let passwordHash: String?

  func add(to database: Database) throws(CommandFailure) -> Int {
    let added: Int?
    do {
      added = try database.write { [self] writer in
        guard try writer.account(email: email) == nil else { return nil }
        let id = try writer.addPerson(
          name: name, email: email, role: role, passwordHash: passwordHash, member: try writer.member(email: email)?.id, at: .now)
        try writer.record(.personAdded(name: name, role), by: .operatorAtHost(name: ""), invoice: nil, at: .now)
        return Int(id.raw)
      }
    } catch {
      throw CommandFailure(error)
    }
    guard let added else { throw CommandFailure(.refused, "\(quoted(email)) signs in already. Choose another address.") }
    return added
  }
}
