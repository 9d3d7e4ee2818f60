/// How far a database's schema is: what `migrate` prints.
struct MigrationReport: Sendable, Equatable {
  struct Step: Sendable, Equatable {
    let name: String
    let applied: Bool
  }

  let database: String
  let exists: Bool
  let steps: [Step]

  var pending: Int { steps.count { !$0.applied } }

  var text: String {
    var lines = steps.map { "\($0.applied ? "done   " : "pending")  \($0.name)" }
    lines.append(
      !exists
        ? "\(database) does not exist yet; it is made at the first start."
        : pending == 0
          ? "\(database) is up to date." : "\(database): \(pending) steps are pending. \"countersign migrate up\" runs them.")
    return lines.joined(separator: "\n") + "\n"
  }

  var json: JSON {
    .fields([
      "database": .text(database), "exists": .bool(exists), "pending": .int(pending),
      "steps": .list(steps.map { .fields(["name": .text($0.name), "applied": .bool($0.applied)]) }),
    ])
  }
}
