import Crypto
import SQLite

/// Says which Countersign this is and which libraries it found.
struct ShowVersion: Command {
  static let verb = "version"
  static let summary = "Show the version, and the libraries' versions"

  init(_ call: Call) {}

  func run(in session: Session) -> ExitCode {
    let database = DatabaseStatus()
    session.answer(
      .fields([
        "version": .text(Version.product),
        "libraries": .fields([
          "sqlite": .text(database.libraryVersion), "sqlite_source": .text(database.sourceID),
          "openssl": .text(cryptoLibraryVersion()),
        ]),
      ]),
      text: "Countersign \(Version.product) (SQLite \(database.libraryVersion), \(cryptoLibraryVersion()))\n")
    return .ok
  }
}
