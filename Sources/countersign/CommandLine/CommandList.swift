/// Every command, in the order of the help.
enum CommandList {
  static let all: [any Command.Type] = [
    Serve.self, Demo.self, RunSandbox.self,
    ConfigCheck.self, ConfigDump.self,
    MigrateStatus.self, MigrateUp.self,
    UserAdd.self, UserLoginLink.self,
    SyncRun.self,
    ListFlags.self, ListReviewers.self, ListOutbox.self,
    Doctor.self, HealthCheck.self, ShowVersion.self, Help.self,
  ]

  static func command(named verb: String) -> (any Command.Type)? { all.first { $0.verb == verb } }

  /// The second words of a group: `check` and `dump` for `config`. Empty when `word` is no group.
  static func members(of word: String) -> [String] {
    all.compactMap { command in
      let words = command.verb.split(separator: " ")
      return words.count == 2 && words[0] == word ? String(words[1]) : nil
    }
  }

  static var firstWords: [String] {
    var seen: Set<Substring> = []
    return all.compactMap { command in
      let word = command.verb.prefix { $0 != " " }
      return seen.insert(word).inserted ? String(word) : nil
    }
  }
}
