import Foundation

/// Build step: the text files of a folder become Swift constants, so that one binary is the whole program.
///
/// `Embed assets|migrations OUTPUT ROOT FILE…`
func embed(arguments: [String]) -> Int32 {
  guard arguments.count >= 3, let kind = EmbedKind(rawValue: arguments[0]) else {
    complain("usage: Embed assets|migrations OUTPUT ROOT FILE…")
    return 2
  }
  var refusals: [Refusal] = []
  var files: [EmbeddedFile] = []
  for path in arguments.dropFirst(3).sorted() {
    do throws(Refusal) {
      files.append(try EmbeddedFile(path: path, root: arguments[2]))
    } catch {
      refusals.append(error)
    }
  }
  let swift: String
  switch kind {
  case .assets: swift = AssetSource(files, refusals: &refusals).swift
  case .migrations: swift = MigrationSource(files, refusals: &refusals).swift
  }
  guard refusals.isEmpty else {
    for refusal in refusals { complain("\(refusal.path): error: \(refusal.sentence)") }
    return 1
  }
  do {
    try Data(swift.utf8).write(to: URL(fileURLWithPath: arguments[1]))
    return 0
  } catch {
    complain("\(arguments[1]): error: cannot be written: \(error.localizedDescription)")
    return 1
  }
}

/// What a folder is to become.
enum EmbedKind: String {
  case assets, migrations
}

/// Why a file cannot be embedded, and what to do.
struct Refusal: Error, Equatable {
  let path: String
  let sentence: String
}

private func complain(_ line: String) {
  FileHandle.standardError.write(Data((line + "\n").utf8))
}
