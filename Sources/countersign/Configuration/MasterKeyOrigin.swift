import Crypto

/// Where the master key is to be had. Reading or making it happens when the server starts (`MasterKeyFile`).
enum MasterKeyOrigin: Sendable {
  case credential(path: String)
  case file(path: String)
  case environment(Secret)

  static let credentialName = "master-key"

  /// A systemd credential, then the key itself, then its file. Nil when what was set is wrong; the problem is noted.
  static func settle(_ reading: inout SettingsReading, _ data: String?) -> MasterKeyOrigin? {
    let text = reading.value(of: Settings.masterKey)
    let given = reading.value(of: Settings.masterKeyFile)
    if let credential = reading.masterKeyCredential {
      if text != nil || reading.source(of: Settings.masterKeyFile.row) != nil {
        reading.complain(Settings.masterKey.row, "the master key comes as a systemd credential already. Leave one.")
      }
      return .credential(path: credential)
    }
    if let text {
      if given != nil { reading.complain(Settings.masterKey.row, "COUNTERSIGN_MASTER_KEY_FILE is set too. Leave one.") }
      guard MasterKey(fileText: Array(text.utf8)) != nil else {
        reading.complain(Settings.masterKey.row, "its value (hidden) is not allowed. Allowed: 64 hexadecimal digits.")
        return nil
      }
      reading.warn("The master key stands in a setting, where other programs may see it. COUNTERSIGN_MASTER_KEY_FILE is better.")
      return .environment(Secret(text))
    }
    guard let data else { return nil }
    let path = given ?? "\(data).key"
    guard !isInside(path, data) else {
      reading.complain(
        Settings.masterKeyFile.row,
        "\(quoted(path)) lies in the data directory, so every backup would carry the key to its own secrets. Put it elsewhere.")
      return nil
    }
    return .file(path: path)
  }

  /// Compares the written paths; a link that leads back in is the operator's own doing.
  private static func isInside(_ path: String, _ directory: String) -> Bool {
    path == directory || path.hasPrefix(directory.hasSuffix("/") ? directory : directory + "/")
  }
}
