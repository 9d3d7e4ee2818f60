/// One thing that an operator can set: a row of the table from which reading, checking, dumping and the manual follow.
struct Setting<Value: Sendable>: Sendable {
  let row: SettingRow
  let kind: SettingKind<Value>

  init(
    _ name: String, _ kind: SettingKind<Value>, default fallback: SettingDefault, secret: Bool = false,
    _ meaning: String
  ) {
    self.kind = kind
    row = SettingRow(
      name: "COUNTERSIGN_\(name)", type: kind.type, allowed: kind.allowed, fallback: fallback, secret: secret, meaning: meaning,
      complaint: { text in
        do throws(Unfit) {
          _ = try kind.parse(text)
          return nil
        } catch { return error }
      })
  }
}

/// The part of a setting that does not depend on its type.
struct SettingRow: Sendable {
  /// The whole name: `COUNTERSIGN_LISTEN`.
  let name: String
  let type: String
  /// The allowed values in words.
  let allowed: String
  let fallback: SettingDefault
  let secret: Bool
  let meaning: String
  /// Nil when the text is a value of this setting.
  let complaint: @Sendable (String) -> Unfit?

  /// Where the secret's own file may be named instead of the secret.
  var fileVariant: String? { secret ? name + "_FILE" : nil }

  /// The name of a systemd credential that sets it: `connectwise-private-key`.
  var credential: String? {
    guard secret else { return nil }
    return String(name.dropFirst("COUNTERSIGN_".count).lowercased().map { $0 == "_" ? "-" : $0 })
  }
}

/// What holds when nobody sets anything.
enum SettingDefault: Sendable, Equatable {
  case text(String)
  /// Follows from another setting; the words say how.
  case derived(String)
  /// Not set at all.
  case none
}

/// Why a text is no value of a setting. The allowed values are told anyway; `reason` says what else is known.
struct Unfit: Error, Sendable, Equatable {
  let reason: String?

  init(_ reason: String? = nil) { self.reason = reason }
}
