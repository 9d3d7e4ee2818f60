/// Where a setting's value came from: printed beside each value, so that nobody has to guess which place won.
enum SettingSource: Sendable, Equatable {
  case commandLine(flag: String)
  case environment
  /// A secret's own file; `by` is the setting or line that named it.
  case secretFile(path: String, by: String)
  /// A systemd credential.
  case credential(path: String)
  case file(path: String, line: Int)
  /// What `demo` sets by itself.
  case demo
  case derived(String)
  case fallback

  var words: String {
    switch self {
    case .commandLine(let flag): "command line (\(flag))"
    case .environment: "environment"
    case .secretFile(let path, let by): "file of secret \(path) (\(by))"
    case .credential(let path): "systemd credential \(path)"
    case .file(let path, let line): "\(path):\(line)"
    case .demo: "demo"
    case .derived(let words): "derived: \(words)"
    case .fallback: "default"
    }
  }
}

/// One setting with the text that holds for it, before it became a value.
struct SettledText: Sendable, Equatable {
  let text: String
  let source: SettingSource
}
