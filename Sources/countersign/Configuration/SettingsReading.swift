import Glibc

/// Everything that can set something, gathered in one place and looked at once.
///
/// Command line over environment over settings file over what the command sets by itself over the default.
/// Two spellings of one setting at the same level are refused, not ranked.
struct SettingsReading: Sendable {
  /// The text that holds for each setting that somebody set. A setting without an entry has its default.
  private(set) var settled: [String: SettledText] = [:]
  private(set) var problems: [String] = []
  /// Not wrong, but worth a line: a readable secret, a key in the environment.
  private(set) var warnings: [String] = []
  /// The path of the master key as a systemd credential, if systemd hands one over.
  let masterKeyCredential: String?

  init(
    environment: [String: String], file: SettingsFile?,
    overrides: [String: (text: String, flag: String)] = [:], presets: [String: String] = [:]
  ) {
    masterKeyCredential = Self.credential(MasterKeyOrigin.credentialName, environment)
    problems += file?.problems ?? []
    refuseUnknown(environment, file)
    for row in Settings.rows { settle(row, environment, file, overrides[row.name], presets[row.name]) }
  }

  private mutating func refuseUnknown(_ environment: [String: String], _ file: SettingsFile?) {
    let known = Settings.knownNames
    for name in environment.keys.sorted() where name.hasPrefix("COUNTERSIGN_") && !known.contains(name) {
      problems.append(
        "\(Printable.text(name, limit: 80)) (environment) is not a setting.\(Resemblance.question(name, among: known))")
    }
    for line in file?.lines ?? [] where !known.contains(line.name) || line.name == Settings.fileName {
      let place = "\(file?.path ?? ""):\(line.number)"
      let hint =
        line.name == Settings.fileName
        ? " It names this file and cannot stand in it." : Resemblance.question(line.name, among: known)
      problems.append("\(Printable.text(line.name, limit: 80)) (\(place)) is not a setting.\(hint)")
    }
  }

  private mutating func settle(
    _ row: SettingRow, _ environment: [String: String], _ file: SettingsFile?, _ override: (text: String, flag: String)?,
    _ preset: String?
  ) {
    if let override {
      settled[row.name] = SettledText(text: override.text, source: .commandLine(flag: override.flag))
    } else if let found = outside(row, environment) ?? inFile(row, file) {
      settled[row.name] = found
    } else if let preset {
      settled[row.name] = SettledText(text: preset, source: .demo)
    }
  }

  /// Environment, the secret's own file, a systemd credential. An empty variable counts as not set: Compose writes those.
  private mutating func outside(_ row: SettingRow, _ environment: [String: String]) -> SettledText? {
    var found: [(name: String, settled: SettledText?)] = []
    if let text = environment[row.name], !text.isEmpty {
      found.append((row.name, SettledText(text: text, source: .environment)))
    }
    // The master key's file is made when it is missing, so it is a setting of its own and is read elsewhere.
    if let variant = row.fileVariant, row.name != Settings.masterKey.row.name, let path = environment[variant], !path.isEmpty {
      found.append(
        (variant, secret(row, at: path, source: .secretFile(path: path, by: variant), named: "\(variant) (environment)")))
    }
    if let name = row.credential, row.name != Settings.masterKey.row.name, let path = Self.credential(name, environment) {
      found.append(("credential \(name)", secret(row, at: path, source: .credential(path: path), named: "credential \(name)")))
    }
    if found.count > 1 {
      problems.append("\(row.name) is set \(found.count) times: \(found.map(\.name).joined(separator: ", ")). Leave one.")
    }
    return found.first?.settled
  }

  /// The path of a credential that systemd handed over.
  private static func credential(_ name: String, _ environment: [String: String]) -> String? {
    guard let directory = environment["CREDENTIALS_DIRECTORY"], !directory.isEmpty else { return nil }
    let path = "\(directory)/\(name)"
    return access(path, F_OK) == 0 ? path : nil
  }

  private mutating func inFile(_ row: SettingRow, _ file: SettingsFile?) -> SettledText? {
    guard let file else { return nil }
    let direct = file.lines.first { $0.name == row.name && !$0.value.isEmpty }
    let variant = row.name == Settings.masterKey.row.name ? nil : row.fileVariant
    let pointer = file.lines.first { $0.name == variant && !$0.value.isEmpty }
    if let direct, let pointer {
      problems.append(
        "\(row.name) is set 2 times: \(file.path):\(direct.number), \(file.path):\(pointer.number). Leave one.")
    }
    if let direct { return SettledText(text: direct.value, source: .file(path: file.path, line: direct.number)) }
    guard let pointer else { return nil }
    let place = "\(file.path):\(pointer.number)"
    return secret(
      row, at: pointer.value, source: .secretFile(path: pointer.value, by: place), named: "\(pointer.name) (\(place))")
  }

  private mutating func secret(_ row: SettingRow, at path: String, source: SettingSource, named name: String) -> SettledText? {
    switch readFile(path, limit: 65_536) {
    case .failure(let problem):
      problems.append("\(name): the file \(quoted(path)) \(problem.sentence)")
      return nil
    case .success(let bytes):
      guard let text = String(validating: bytes, as: UTF8.self) else {
        problems.append("\(name): the file \(quoted(path)) is not UTF-8 text.")
        return nil
      }
      // Editors end the last line; that line end is not part of the secret.
      let secret = String(text.reversed().drop { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }.reversed())
      guard !secret.isEmpty else {
        problems.append("\(name): the file \(quoted(path)) is empty.")
        return nil
      }
      return SettledText(text: secret, source: source)
    }
  }

  /// The value that holds, or nil when nobody set it and it has no plain default. A wrong one is noted as a problem.
  mutating func value<Value>(of setting: Setting<Value>) -> Value? {
    let row = setting.row
    let found: SettledText
    if let set = settled[row.name] {
      found = set
    } else if case .text(let text) = row.fallback {
      found = SettledText(text: text, source: .fallback)
    } else {
      return nil
    }
    do throws(Unfit) {
      return try setting.kind.parse(found.text)
    } catch {
      let typed = row.secret ? "its value (hidden)" : quoted(found.text)
      let reason = error.reason.map { row.secret ? "" : ": \($0)" } ?? ""
      problems.append("\(row.name) (\(found.source.words)): \(typed) is not allowed\(reason). Allowed: \(row.allowed).")
      return nil
    }
  }

  mutating func complain(_ setting: SettingRow, _ sentence: String) {
    problems.append("\(setting.name) (\((settled[setting.name]?.source ?? .fallback).words)): \(sentence)")
  }

  mutating func warn(_ sentence: String) { warnings.append(sentence) }

  func source(of row: SettingRow) -> SettingSource? { settled[row.name]?.source }
}
