import HTTP

/// Asks the running server through its control socket. Nil when no server runs: then the caller opens the database itself.
struct ControlRequest {
  private let path: String

  init(_ configuration: Configuration) { path = configuration.controlPath }

  struct Answer {
    let body: String

    // Our own server wrote this a moment ago, flat and in this spelling.
    func text(_ name: String) -> String? {
      guard let start = body.end(of: "\"\(name)\":\"") else { return nil }
      var text = ""
      var rest = body[start...]
      while let next = rest.popFirst(), next != "\"" {
        if next == "\\" { if let escaped = rest.popFirst() { text.append(escaped) } } else { text.append(next) }
      }
      return text
    }

    func int(_ name: String) -> Int? {
      guard let start = body.end(of: "\"\(name)\":") else { return nil }
      return Int(body[start...].prefix { $0.isNumber })
    }
  }

  func ask(_ command: String, _ fields: [String: String]) throws(CommandFailure) -> Answer? {
    guard MasterKeyFile.exists(path) else { return nil }
    let form = fields.sorted { $0.key < $1.key }.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }.joined(
      separator: "&")
    switch LocalRequest.post(.unix(path: path), path: command, form: form, seconds: 10) {
    case .failure: return nil
    case .success(let answer):
      let read = Answer(body: answer.body)
      if answer.status == 200 { return read }
      throw CommandFailure(
        ExitCode(rawValue: Int32(read.int("code") ?? 1)) ?? .failed, read.text("error") ?? "The server refused.",
        detail: read.text("detail"))
    }
  }

  private static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return encoded
  }
}

extension Configuration {
  /// A socket's path is short by the system's rule (107 bytes), so it lies beside the database under a short name.
  var controlPath: String { "\(dataDirectory)/control.sock" }
}

extension ServerConfiguration {
  /// One loop, no host names, no log: the desk is for this machine alone.
  init(controlAt path: String) {
    self.init(listen: [.unix(path: path)])
    loops = 1
  }
}

extension String {
  /// Where the first `mark` ends.
  fileprivate func end(of mark: String) -> Index? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(mark) { return index(start, offsetBy: mark.count) }
      start = index(after: start)
    }
    return nil
  }
}
