import Foundation
import HTTP
import Testing

@testable import countersign

@Suite struct ConfigurationTests {
  private func configuration(
    _ environment: [String: String] = [:], file: SettingsFile? = nil, overrides: [String: (text: String, flag: String)] = [:]
  ) throws -> Configuration {
    try Configuration(SettingsReading(environment: environment, file: file, overrides: overrides))
  }

  private func problems(_ environment: [String: String] = [:], file: SettingsFile? = nil) -> [String] {
    do {
      _ = try configuration(environment, file: file)
      return []
    } catch let failure as CommandFailure {
      #expect(failure.code == .configuration)
      return failure.more
    } catch {
      return ["\(error)"]
    }
  }

  @Test func `Nothing set is enough to start on this machine`() throws {
    let configuration = try configuration()
    #expect(configuration.listen == [.tcp(host: "127.0.0.1", port: 8080)])
    #expect(configuration.publicURL.description == "http://localhost:8080")
    #expect(configuration.hosts == ["localhost", "127.0.0.1", "[::1]"])
    #expect(configuration.databasePath == "data/countersign.sqlite")
    guard case .file("data.key") = configuration.masterKey else {
      Issue.record("the key file is \(configuration.masterKey)")
      return
    }
    #expect(configuration.warnings.isEmpty)
  }

  @Test func `Command line wins over environment, environment over file, file over default`() throws {
    let file = SettingsFile(
      path: "/etc/c.conf", bytes: Array("COUNTERSIGN_DATA=/file\nCOUNTERSIGN_LOOPS=3\nCOUNTERSIGN_LOCALE=de\n".utf8))
    let reading = SettingsReading(
      environment: ["COUNTERSIGN_DATA": "/environment", "COUNTERSIGN_LOOPS": "2"], file: file,
      overrides: ["COUNTERSIGN_DATA": ("/line", "--data")],
      presets: ["COUNTERSIGN_DATA": "/demo", "COUNTERSIGN_TIME_ZONE": "UTC"])
    let configuration = try Configuration(reading)
    #expect(configuration.dataDirectory == "/line")
    #expect(configuration.loops == 2)
    #expect(configuration.locale == "de")
    #expect(reading.settled["COUNTERSIGN_DATA"]?.source == .commandLine(flag: "--data"))
    #expect(reading.settled["COUNTERSIGN_LOOPS"]?.source == .environment)
    #expect(reading.settled["COUNTERSIGN_LOCALE"]?.source == .file(path: "/etc/c.conf", line: 3))
    #expect(reading.settled["COUNTERSIGN_TIME_ZONE"]?.source == .demo)
  }

  @Test func `An empty variable counts as not set`() throws {
    #expect(try configuration(["COUNTERSIGN_DATA": "", "COUNTERSIGN_SMTP_URL": ""]).dataDirectory == "data")
  }

  @Test func `All problems are told at once, each with name, place, what was typed and what is allowed`() {
    let file = SettingsFile(path: "/etc/c.conf", bytes: Array("COUNTERSIGN_LOOPS=99\nCOUNTERSIGN_LOOPZ=1\n".utf8))
    let found = problems(
      ["COUNTERSIGN_LISEN": "127.0.0.1:1", "COUNTERSIGN_SWEEP_MINUTES": "0", "COUNTERSIGN_LOG": "xml"], file: file)
    #expect(found.count == 5)
    #expect(found.contains { $0.contains("COUNTERSIGN_LISEN (environment) is not a setting. Did you mean COUNTERSIGN_LISTEN?") })
    #expect(found.contains { $0.contains("COUNTERSIGN_LOOPZ (/etc/c.conf:2) is not a setting. Did you mean COUNTERSIGN_LOOPS?") })
    #expect(
      found.contains {
        $0.contains("COUNTERSIGN_LOOPS (/etc/c.conf:1): \"99\" is not allowed") && $0.contains("from 1 to 64")
      })
    #expect(
      found.contains {
        $0.contains("COUNTERSIGN_SWEEP_MINUTES (environment): \"0\"") && $0.contains("from 1 to 1440 (minutes)")
      })
    #expect(found.contains { $0.contains("one of auto, json, text") })
  }

  @Test func `Variables of others are none of our business`() throws {
    _ = try configuration(["PATH": "/bin", "COUNTERSIGNER": "x", "countersign_listen": "y"])
  }

  static let wrong: [(name: String, text: String)] = [
    ("LISTEN", "8080"), ("LISTEN", "example.com:80"), ("LISTEN", "127.0.0.1:65536"), ("LISTEN", "::1:80"), ("LISTEN", "unix:"),
    ("LISTEN", ","), ("LISTEN", "127.0.0.1:+1"), ("LISTEN", "10.0.0.0/8:80"),
    ("PUBLIC_URL", "billing.example.com"), ("PUBLIC_URL", "ftp://x"), ("PUBLIC_URL", "https://"), ("PUBLIC_URL", "https://a/?b"),
    ("PUBLIC_URL", "https://user@a"), ("PUBLIC_URL", "https://a/../b"), ("PUBLIC_URL", "https://a:0"),
    ("PUBLIC_URL", "https://a_b"),
    ("PUBLIC_URL", "https://a/%2e"), ("PUBLIC_URL", "https://-a"), ("PUBLIC_URL", "https://a..b"),
    ("HOSTS", "a b"), ("HOSTS", "https://a"), ("HOSTS", "a:80"), ("TRUSTED_PROXIES", "10.0.0.0/33"), ("TRUSTED_PROXIES", "proxy"),
    ("INSECURE_HTTP", "maybe"), ("CONNECTWISE_SITE", "na.myconnectwise.net/v4"), ("CONNECTWISE_SITE", "ftp://x"),
    ("OUTBOUND_ALLOW", "somewhere"), ("SWEEP_MINUTES", "1441"), ("SWEEP_MINUTES", "1.5"), ("SWEEP_MINUTES", "-1"),
    ("SWEEP_MINUTES", "99999999999999999999"), ("LOOPS", "0"), ("LOOPS", "65"), ("LOG_LEVEL", "loud"), ("LOCALE", "english"),
    ("LOCALE", "e"), ("TIME_ZONE", "Mars/Olympus"), ("TIME_ZONE", "../../../etc/passwd"), ("TIME_ZONE", "/etc/passwd"),
    ("DRAIN_SECONDS", "0"), ("METRICS_LISTEN", "x"), ("CONNECTWISE_COMPANY", String(repeating: "x", count: 201)),
    ("METRICS_TOKEN", "short"), ("METRICS_TOKEN", "twenty characters with spaces"), ("DATA", "a\u{7}b"), ("MASTER_KEY", "abc"),
    ("MASTER_KEY", String(repeating: "z", count: 64)),
  ]

  @Test(arguments: wrong)
  func `A wrong value is refused by name`(name: String, text: String) {
    let found = problems(["COUNTERSIGN_\(name)": text])
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.hasPrefix("COUNTERSIGN_\(name) ") == true, "\(found)")
    #expect(found.first?.contains("llowed") == true)
  }

  static let right: [(name: String, text: String)] = [
    ("LISTEN", "0.0.0.0:80,[::]:80,unix:/run/c.sock"), ("LISTEN", "localhost:0"), ("PUBLIC_URL", "https://a.example:8443/x/y/"),
    ("HOSTS", "A.example, b.example"), ("TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8,fd00::/8"), ("INSECURE_HTTP", "on"),
    ("CONNECTWISE_SITE", "na.myconnectwise.net"), ("OUTBOUND_ALLOW", "http://127.0.0.1:9123,10.0.0.0/8"), ("SWEEP_MINUTES", "1"),
    ("LOOPS", "auto"), ("LOCALE", "zh-Hant-TW"), ("TIME_ZONE", "Europe/Berlin"), ("TIME_ZONE", "America/Argentina/Buenos_Aires"),
    ("METRICS_LISTEN", "127.0.0.1:9100"), ("METRICS_TOKEN", "0123456789abcdefghij"),
    ("MASTER_KEY", String(repeating: "0f", count: 32)),
  ]

  @Test(arguments: right)
  func `A right value is taken`(name: String, text: String) {
    #expect(problems(["COUNTERSIGN_\(name)": text]) == [])
  }

  @Test func `Plain http to the world needs an explicit word, and then warns`() throws {
    let found = problems(["COUNTERSIGN_PUBLIC_URL": "http://billing.example.com"])
    #expect(found.count == 1)
    #expect(found.first?.contains("COUNTERSIGN_INSECURE_HTTP=yes") == true)
    let allowed = try configuration(["COUNTERSIGN_PUBLIC_URL": "http://billing.example.com", "COUNTERSIGN_INSECURE_HTTP": "yes"])
    #expect(allowed.warnings.count == 1)
    #expect(try configuration(["COUNTERSIGN_PUBLIC_URL": "http://127.0.0.1:8080"]).warnings.isEmpty)
  }

  @Test func `The public address gives origin, base path and hosts`() throws {
    let configuration = try configuration([
      "COUNTERSIGN_PUBLIC_URL": "HTTPS://Billing.Example.com:443/countersign/", "COUNTERSIGN_LISTEN": "0.0.0.0:8080",
    ])
    #expect(configuration.publicURL.origin == "https://billing.example.com")
    #expect(configuration.basePath == "/countersign")
    #expect(configuration.hosts == ["billing.example.com"])
  }

  @Test func `A Unix socket alone needs a public address`() throws {
    #expect(problems(["COUNTERSIGN_LISTEN": "unix:/run/c.sock"]).first?.contains("COUNTERSIGN_PUBLIC_URL") == true)
    _ = try configuration(["COUNTERSIGN_LISTEN": "unix:/run/c.sock", "COUNTERSIGN_PUBLIC_URL": "https://a.example"])
  }

  @Test func `A ConnectWise key without its host is refused, because the settings page could send it anywhere`() throws {
    let found = problems(["COUNTERSIGN_CONNECTWISE_PRIVATE_KEY": "very-secret"])
    #expect(found.count == 1)
    #expect(found.first?.contains("COUNTERSIGN_CONNECTWISE_SITE") == true)
    #expect(found.first?.contains("very-secret") == false)
    let whole = try configuration([
      "COUNTERSIGN_CONNECTWISE_PRIVATE_KEY": "very-secret", "COUNTERSIGN_CONNECTWISE_SITE": "na.myconnectwise.net",
    ])
    #expect(whole.connectWise.locked == ["COUNTERSIGN_CONNECTWISE_SITE", "COUNTERSIGN_CONNECTWISE_PRIVATE_KEY"])
  }

  @Test func `A master key file inside the data directory is refused`() {
    let found = problems(["COUNTERSIGN_DATA": "/srv/c", "COUNTERSIGN_MASTER_KEY_FILE": "/srv/c/key"])
    #expect(found.first?.contains("backup") == true)
    #expect(problems(["COUNTERSIGN_DATA": "/srv/c", "COUNTERSIGN_MASTER_KEY_FILE": "/srv/c.key"]) == [])
  }

  @Test func `A master key in the environment is taken with a warning`() throws {
    let configuration = try configuration(["COUNTERSIGN_MASTER_KEY": String(repeating: "0f", count: 32)])
    #expect(configuration.warnings.first?.contains("COUNTERSIGN_MASTER_KEY_FILE") == true)
  }

  @Test func `A master key set twice is refused`() {
    let found = problems(["COUNTERSIGN_MASTER_KEY": String(repeating: "0f", count: 32), "COUNTERSIGN_MASTER_KEY_FILE": "/x"])
    #expect(found.count == 1)
    #expect(found.first?.contains("Leave one") == true)
  }
}

@Suite struct SecretFileTests {
  private func reading(_ environment: [String: String], file: SettingsFile? = nil) -> SettingsReading {
    SettingsReading(environment: environment, file: file)
  }

  @Test func `A secret comes from the file that its _FILE names, without the last line end`() throws {
    let scratch = try Scratch()
    let path = try scratch.file("smtp", "smtp://u:p@h:587\n")
    let found = reading(["COUNTERSIGN_SMTP_URL_FILE": path])
    #expect(found.settled["COUNTERSIGN_SMTP_URL"]?.text == "smtp://u:p@h:587")
    #expect(found.settled["COUNTERSIGN_SMTP_URL"]?.source == .secretFile(path: path, by: "COUNTERSIGN_SMTP_URL_FILE"))
    let byFile = reading([:], file: SettingsFile(path: "c.conf", bytes: Array("COUNTERSIGN_SMTP_URL_FILE=\(path)".utf8)))
    #expect(byFile.settled["COUNTERSIGN_SMTP_URL"]?.text == "smtp://u:p@h:587")
    #expect(byFile.settled["COUNTERSIGN_SMTP_URL"]?.source == .secretFile(path: path, by: "c.conf:1"))
  }

  @Test func `A secret comes from a systemd credential`() throws {
    let scratch = try Scratch()
    _ = try scratch.file("connectwise-private-key", "k\n", mode: 0o400)
    let found = reading(["CREDENTIALS_DIRECTORY": scratch.path])
    #expect(found.settled["COUNTERSIGN_CONNECTWISE_PRIVATE_KEY"]?.text == "k")
    #expect(found.settled["COUNTERSIGN_SMTP_URL"] == nil)
  }

  @Test func `A secret set in two ways at one level is refused`() throws {
    let scratch = try Scratch()
    let path = try scratch.file("smtp", "a")
    let found = reading(["COUNTERSIGN_SMTP_URL": "b", "COUNTERSIGN_SMTP_URL_FILE": path])
    #expect(found.problems.count == 1)
    #expect(found.problems.first?.contains("set 2 times: COUNTERSIGN_SMTP_URL, COUNTERSIGN_SMTP_URL_FILE") == true)
  }

  @Test func `A missing, empty, binary or strange secret file is told by name`() throws {
    let scratch = try Scratch()
    let empty = try scratch.file("empty", "\n")
    let binary = "\(scratch.path)/binary"
    try Data([0xFF, 0xFE]).write(to: URL(fileURLWithPath: binary))
    for (path, words) in [
      ("/nowhere", "does not exist"), (empty, "is empty"), (binary, "not UTF-8"), (scratch.path, "is a directory"),
      ("/dev/zero", "not a regular file"),
    ] {
      let found = reading(["COUNTERSIGN_SMTP_URL_FILE": path])
      #expect(found.problems.count == 1)
      #expect(found.problems.first?.contains(words) == true, "\(found.problems)")
      #expect(found.problems.first?.contains("COUNTERSIGN_SMTP_URL_FILE (environment)") == true)
    }
  }

  @Test func `Only secrets may come from files`() {
    #expect(reading(["COUNTERSIGN_DATA_FILE": "/x"]).problems.first?.contains("not a setting") == true)
  }
}

@Suite struct SettingsFileTests {
  @Test func `Comments, empty lines, spaces, quotes and Windows line ends are understood`() {
    let text =
      "# comment\r\n\r\n  COUNTERSIGN_DATA = /srv/data \r\n; more\nCOUNTERSIGN_LOCALE=\"de\"\nCOUNTERSIGN_LOG='json'\nCOUNTERSIGN_HOSTS=a=b"
    let file = SettingsFile(path: "f", bytes: Array(text.utf8))
    #expect(file.problems.isEmpty)
    #expect(
      file.lines == [
        .init(number: 3, name: "COUNTERSIGN_DATA", value: "/srv/data"), .init(number: 5, name: "COUNTERSIGN_LOCALE", value: "de"),
        .init(number: 6, name: "COUNTERSIGN_LOG", value: "json"), .init(number: 7, name: "COUNTERSIGN_HOSTS", value: "a=b"),
      ])
  }

  @Test(arguments: [
    ("COUNTERSIGN_DATA", "f:1: \"COUNTERSIGN_DATA\" has no ="), ("export COUNTERSIGN_DATA=x", "Leave out \"export\""),
    ("countersign_data=x", "is not a name"), ("=x", "is not a name"),
    ("COUNTERSIGN_DATA=1\nCOUNTERSIGN_DATA=2", "f:2: COUNTERSIGN_DATA already stands in line 1"),
  ])
  func `A line that makes no sense is told with its number`(text: String, expected: String) {
    let file = SettingsFile(path: "f", bytes: Array(text.utf8))
    #expect(file.problems.count == 1)
    #expect(file.problems.first?.contains(expected) == true, "\(file.problems)")
  }

  @Test func `A file that is missing, not text or endless is told by name`() throws {
    #expect(SettingsFile.read("/nowhere").problems == ["The settings file \"/nowhere\" does not exist."])
    #expect(SettingsFile(path: "f", bytes: [0xFF]).problems == ["The settings file \"f\" is not UTF-8 text."])
    let scratch = try Scratch()
    let long = try scratch.file("long", String(repeating: "#", count: SettingsFile.limit + 1))
    #expect(SettingsFile.read(long).problems.first?.contains("longer than 65536 bytes") == true)
  }

  @Test func `The settings file cannot name another one`() {
    let file = SettingsFile(path: "f", bytes: Array("COUNTERSIGN_CONFIG=g".utf8))
    #expect(SettingsReading(environment: [:], file: file).problems.first?.contains("cannot stand in it") == true)
  }
}

@Suite struct ConfigCommandTests {
  @Test func `Check is silent success or exit code 3 with every problem`() {
    let fine = Rehearsal("config", "check")
    #expect(fine.code == .ok)
    #expect(fine.said == "The settings are fine.\n")
    let wrong = Rehearsal("config", "check", environment: ["COUNTERSIGN_LOOPS": "0", "COUNTERSIGN_LOG": "x"])
    #expect(wrong.code == .configuration)
    #expect(wrong.complained.hasPrefix("countersign: 2 settings are wrong.\n  - COUNTERSIGN_LOG"))
    #expect(wrong.complained.contains("\n  - COUNTERSIGN_LOOPS"))
  }

  @Test func `A wrong setting stops every command that reads settings, before anything starts`() {
    for words in [["serve"], ["demo"], ["sandbox"], ["healthcheck"], ["migrate", "status"], ["sync", "run"]] {
      #expect(Rehearsal(words, environment: ["COUNTERSIGN_LOOPS": "0"]).code == .configuration, "\(words)")
    }
  }

  @Test func `Dump names the source of each value`() throws {
    let scratch = try Scratch()
    let path = try scratch.file("c.conf", "COUNTERSIGN_LOCALE=de\n")
    let run = Rehearsal(
      "config", "dump", "--data", "/srv/c", "--config", path, environment: ["COUNTERSIGN_LOOPS": "2"])
    #expect(run.code == .ok)
    let lines = run.said.split(separator: "\n").map { line in
      let parts = line.split(separator: "#", maxSplits: 1)
      return "\(trimmed(parts[0])) | \(trimmed(parts[1]))"
    }
    #expect(lines.contains("COUNTERSIGN_DATA=/srv/c | command line (--data)"))
    #expect(lines.contains("COUNTERSIGN_LOOPS=2 | environment"))
    #expect(lines.contains("COUNTERSIGN_LOCALE=de | \(path):1"))
    #expect(lines.contains("COUNTERSIGN_LISTEN=127.0.0.1:8080 | default"))
    #expect(lines.contains("COUNTERSIGN_SMTP_URL= | not set"))
    #expect(lines.contains("COUNTERSIGN_MASTER_KEY_FILE=/srv/c.key | derived: COUNTERSIGN_DATA with .key after it"))
    #expect(lines.count == Settings.rows.count)
  }

  @Test(arguments: Settings.rows.filter(\.secret).map(\.name))
  func `No secret is ever printed, in either form, right or wrong`(name: String) {
    let secret = "canary-9f3c17"
    for words in [["config", "dump"], ["config", "dump", "--json"], ["config", "check"], ["doctor"], ["doctor", "--json"]] {
      for text in [secret, secret + String(repeating: "x", count: 600)] {
        let run = Rehearsal(words, environment: [name: text])
        #expect(!run.said.contains(secret), "\(words)")
        #expect(!run.complained.contains(secret), "\(words)")
      }
    }
    #expect(Rehearsal("config", "dump", environment: [name: secret]).said.contains("(set, 13 characters)"))
  }

  @Test func `Dump prints wrong settings too, and still ends with exit code 3`() {
    let run = Rehearsal("config", "dump", "--json", environment: ["COUNTERSIGN_LOOPS": "many"])
    #expect(run.code == .configuration)
    #expect(run.said.contains("\"value\": \"many\""))
    #expect(run.complained.contains("\\\"many\\\" is not allowed"))
  }

  @Test func `The manual's table is the one that the program prints`() throws {
    let manual = try String(contentsOfFile: repository + "/docs/operations.md", encoding: .utf8)
    let table = Rehearsal("config", "dump", "--markdown").said
    #expect(
      manual.contains(table),
      "docs/operations.md is behind: put the output of `countersign config dump --markdown` into its section Settings")
  }

  @Test func `The changelog knows this version`() throws {
    let changelog = try String(contentsOfFile: repository + "/CHANGELOG.md", encoding: .utf8)
    #expect(changelog.contains("## \(Version.product)"))
  }

  private var repository: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  }
}
