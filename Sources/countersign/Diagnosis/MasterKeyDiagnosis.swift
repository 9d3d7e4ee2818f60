import Crypto

/// Whether the master key can be had, without making one.
enum MasterKeyDiagnosis {
  static func find(_ configuration: Configuration) -> Finding {
    let subject = "master key"
    do throws(CommandFailure) {
      switch configuration.masterKey {
      case .environment:
        return .warning(
          subject, "The key stands in a setting.", fix: "Put it into a file of mode 0400 and set COUNTERSIGN_MASTER_KEY_FILE.")
      case .credential(let path):
        return .ok(
          subject, "The key comes from systemd; fingerprint \(try MasterKeyFile.read(path, checksMode: false).fingerprint).")
      case .file(let path):
        if !MasterKeyFile.exists(path) {
          guard !MasterKeyFile.exists(configuration.databasePath) else {
            return .bad(
              subject, "The key file \(path) is missing, but the database exists.",
              fix: "Bring the file back from where you keep its copy, or set COUNTERSIGN_MASTER_KEY_FILE to where it is.")
          }
          return .ok(subject, "The key file \(path) does not exist yet; the first start makes it.")
        }
        return .ok(
          subject, "The key file \(path) is readable; fingerprint \(try MasterKeyFile.read(path, checksMode: true).fingerprint).")
      }
    } catch {
      return .bad(subject, error.sentence, fix: "See docs/operations.md, The master key.")
    }
  }
}
