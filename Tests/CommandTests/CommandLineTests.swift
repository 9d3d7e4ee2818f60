import Testing

@testable import countersign

@Suite struct CommandLineTests {
  @Test func `No words at all list the commands`() {
    let run = Rehearsal()
    #expect(run.code == .ok)
    for command in CommandList.all { #expect(run.said.contains(command.verb)) }
  }

  @Test(arguments: CommandList.all.map { $0.verb })
  func `Every command explains itself, and help says the same`(verb: String) {
    let words = verb.split(separator: " ").map(String.init)
    let asked = Rehearsal(words + ["--help"])
    #expect(asked.code == .ok)
    #expect(asked.said.contains("Usage: countersign \(verb)"))
    #expect(Rehearsal(["help"] + words).said == asked.said)
    #expect(Rehearsal(words + ["-h"]).said == asked.said)
  }

  @Test(arguments: [
    (["srve"], "serve"), (["halthcheck"], "healthcheck"), (["config", "dmup"], "dump"), (["migrate", "statsu"], "status"),
    (["user", "login-lnik", "a@b.c"], "login-link"), (["serve", "--lsiten", "x"], "--listen"), (["serve", "--jsn"], "--json"),
    (["help", "config dum"], "config dump"),
  ])
  func `A mistyped word is answered with the one that was meant`(words: [String], meant: String) {
    let run = Rehearsal(words)
    #expect(run.code == .usage)
    #expect(run.complained.contains("Did you mean \(meant)?"), "\(run.complained)")
    #expect(run.said.isEmpty)
  }

  @Test func `A word that resembles nothing gets no guess`() {
    let run = Rehearsal("xyzzy")
    #expect(run.code == .usage)
    #expect(!run.complained.contains("Did you mean"))
    #expect(run.complained.contains("countersign help"))
  }

  @Test(arguments: [
    (["serve", "--listen"], "--listen needs a value"), (["serve", "--listen", "--data"], "--listen needs a value"),
    (["serve", "--data", "a", "--data", "b"], "given twice"), (["serve", "stray"], "one word too many"),
    (["user", "login-link"], "EMAIL is missing"), (["user", "add", "--email", "a@b.c"], "--name N is missing"),
    (["config"], "config needs a second word"), (["version", "--json=yes"], "--json takes no value"),
    (["sandbox", "--invoices", "0"], "--invoices is a whole number from 1 to 1000000"),
    (["sandbox", "--invoices", "+5"], "--invoices is a whole number"),
    (["user", "add", "--email", "a@b.c", "--name", "A", "--role", "admn"], "Did you mean admin?"),
    (["healthcheck", "nowhere"], "is no address"), (["-x"], "has no option"), (["version", "--", "--json"], "one word too many"),
  ])
  func `A command line that makes no sense is exit code 2 and one clear sentence`(words: [String], expected: String) {
    let run = Rehearsal(words)
    #expect(run.code == .usage)
    #expect(run.complained.replacing("\"", with: "").contains(expected), "\(run.complained)")
  }

  @Test func `A value may hang on its option with an equals sign`() throws {
    let parsed = try CommandLineParser.parse(["user", "add", "--email=a=b@c.d", "--name", "-", "--role", "admin"])
    #expect(parsed.call["--email"] == "a=b@c.d")
    #expect(parsed.call["--name"] == "-")
  }

  @Test func `Options that hold everywhere may stand before the verb`() throws {
    let parsed = try CommandLineParser.parse(["--json", "--config", "file", "config", "dump"])
    #expect(parsed.json)
    #expect(parsed.configFile == "file")
    #expect(parsed.command.verb == "config dump")
  }

  @Test func `Errors are JSON on standard error when JSON was asked for`() {
    let run = Rehearsal("srve", "--json")
    #expect(run.code == .usage)
    #expect(run.complained.hasPrefix("{\"error\":\"There is no command"))
    #expect(run.said.isEmpty)
  }

  @Test func `What somebody typed cannot drive the terminal`() {
    let run = Rehearsal("\u{1B}[31mred\u{202E}")
    #expect(run.complained.contains("\\u{1b}[31mred\\u{202e}"))
    #expect(!run.complained.unicodeScalars.contains("\u{1B}"))
  }

  @Test func `Exit codes are the documented ones`() {
    #expect(ExitCode.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5])
    #expect(ExitCode.configuration.rawValue == 3)
    #expect(ExitCode.unreachable.rawValue == 4)
    #expect(ExitCode.refused.rawValue == 5)
  }

  @Test func `The version is told in both forms`() {
    #expect(Rehearsal("version").said.hasPrefix("Countersign \(Version.product) (SQLite 3."))
    #expect(Rehearsal("version", "--json").said.contains("\"version\": \"\(Version.product)\""))
    #expect(Rehearsal("--version").said == Rehearsal("version").said)
  }

  @Test(arguments: [
    ("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("same", "same", 0), ("listen", "lsiten", 1), ("a", "b", 1),
    ("COUNTERSIGN_LISTEN", "COUNTERSIGN_LISEN", 1),
  ])
  func `The distance between words counts insertions, deletions, replacements and swaps`(a: String, b: String, distance: Int) {
    #expect(Resemblance.distance(Array(a.utf8), Array(b.utf8)) == distance)
    #expect(Resemblance.distance(Array(b.utf8), Array(a.utf8)) == distance)
  }
}
