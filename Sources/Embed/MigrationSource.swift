/// Generated Swift for `migrations/`: name and text of each SQL file, in the order of their numbers.
struct MigrationSource {
  let swift: String

  init(_ files: [EmbeddedFile], refusals: inout [Refusal]) {
    var names: [Substring: String] = [:]
    for file in files {
      let number = file.name.prefix(4)
      if file.suffix != "sql" || number.count != 4 || !number.utf8.allSatisfy({ (48...57).contains($0) })
        || file.name.dropFirst(4).first != "_"
      {
        refusals.append(Refusal(path: file.path, sentence: "must be named like 0007_comments.sql"))
      } else if let other = names.updateValue(file.name, forKey: number) {
        refusals.append(Refusal(path: file.path, sentence: "has the number of \(other): each migration has its own"))
      }
    }
    let entries = files.sorted { $0.name < $1.name }.map { file in
      "    (name: \(swiftLiteral(file.name)), sql: \(swiftLiteral(file.text))),\n"
    }
    swift = """
      // Made by the build from the SQL files of this folder.

      /// The schema, step by step, as compiled in.
      public enum Migrations {
        public static let all: [(name: String, sql: String)] = [
      \(entries.joined())  ]
      }

      """
  }
}
