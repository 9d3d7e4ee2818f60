/// Every setting with what holds and where it came from; secrets are named and never shown.
struct ConfigurationDump {
  struct Entry: Equatable {
    let row: String
    /// Nil when the setting has no value.
    let value: String?
    let source: String
    let secret: Bool
  }

  let entries: [Entry]

  init(_ reading: SettingsReading, _ configuration: Configuration?) {
    entries = Settings.rows.map { row in
      if let settled = reading.settled[row.name] {
        return Entry(row: row.name, value: Self.shown(settled.text, row), source: settled.source.words, secret: row.secret)
      }
      switch row.fallback {
      case .text(let text): return Entry(row: row.name, value: text, source: SettingSource.fallback.words, secret: row.secret)
      case .none: return Entry(row: row.name, value: nil, source: "not set", secret: row.secret)
      case .derived(let words):
        return Entry(
          row: row.name, value: configuration.flatMap { Self.derived(row, $0) }, source: SettingSource.derived(words).words,
          secret: row.secret)
      }
    }
  }

  private static func shown(_ text: String, _ row: SettingRow) -> String {
    row.secret ? "(set, \(text.count) characters)" : Printable.text(text, limit: 2_000)
  }

  private static func derived(_ row: SettingRow, _ configuration: Configuration) -> String? {
    switch row.name {
    case Settings.publicURL.row.name: return configuration.publicURL.description
    case Settings.hosts.row.name: return configuration.hosts.joined(separator: ",")
    case Settings.masterKeyFile.row.name:
      if case .file(let path) = configuration.masterKey { return path }
      return nil
    default: return nil
    }
  }

  var text: String {
    let left = entries.map { "\($0.row)=\($0.value ?? "")" }
    let width = min(72, left.map(\.count).max() ?? 0)
    return zip(left, entries).map { "\(HelpText.padded($0, to: width))  # \($1.source)\n" }.joined()
  }

  var json: JSON {
    .fields([
      "settings": .list(
        entries.map {
          .fields(["name": .text($0.row), "value": .optional($0.value), "source": .text($0.source), "secret": .bool($0.secret)])
        })
    ])
  }

  /// The manual's table.
  static var markdown: String {
    var lines = ["| setting | value | default | what it does |", "| --- | --- | --- | --- |"]
    for row in Settings.rows {
      let fallback =
        switch row.fallback {
        case .text(let text): "`\(text)`"
        case .derived(let words): words
        case .none: "not set"
        }
      let secret =
        row.secret ? " Secret: also as `\(row.fileVariant ?? "")` or the systemd credential `\(row.credential ?? "")`." : ""
      let cells = ["`\(row.name)`", row.allowed, fallback, row.meaning + secret].map {
        $0.map { $0 == "|" ? "\\|" : String($0) }.joined()
      }
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
