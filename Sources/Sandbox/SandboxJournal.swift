import Bytes
import Glibc

/// The requests that changed something, kept in a file and played again at the next start: a demo that forgot its approvals
/// would bring every invoice back as new.
struct SandboxJournal: Sendable {
  private let path: String

  /// The sandbox as the journal leaves it. A journal made for other demo data is refused, never mixed in.
  static func open(_ path: String?, _ data: DemoData) throws(SandboxError) -> (sandbox: Sandbox, journal: SandboxJournal?) {
    var sandbox = Sandbox(data)
    guard let path else { return (sandbox, nil) }
    let journal = SandboxJournal(path: path)
    guard let text = try journal.read() else {
      try journal.start(data)
      return (sandbox, journal)
    }
    var lines = text.split(separator: "\n")
    guard let first = lines.first, first == head(data) else { throw .journal(path: path, detail: "made for other demo data") }
    lines.removeFirst()
    for (number, line) in lines.enumerated() {
      let parts = line.split(separator: " ", omittingEmptySubsequences: false)
      // A last line that was cut by a crash is a change that nobody was told of.
      guard parts.count == 5, let now = Int64(parts[0]), let body = Base64.decode(parts[3]),
        let type = Base64.decode(parts[4]),
        text.last == "\n" || number < lines.count - 1
      else {
        guard number == lines.count - 1 else { throw .journal(path: path, detail: "line \(number + 2) is damaged") }
        break
      }
      _ = sandbox.respond(to: replay(String(parts[1]), String(parts[2]), body, String(decoding: type, as: UTF8.self)), now: now)
    }
    return (sandbox, journal)
  }

  private static func head(_ data: DemoData) -> String { "countersign-sandbox 2 \(data.seed) \(data.count) \(data.anchor)" }

  private static func replay(_ method: String, _ path: String, _ body: [UInt8], _ type: String) -> SandboxRequest {
    SandboxRequest(
      method: method, path: path,
      headers: [
        "authorization": "Basic " + Base64.encode("\(Sandbox.company)+\(Sandbox.publicKey):\(Sandbox.privateKey)".utf8),
        "clientid": Sandbox.clientID, "content-type": type,
      ], body: body)
  }

  func append(_ request: SandboxRequest, now: Int64) {
    guard !request.path.contains(" "), !request.path.contains("\n") else { return }
    let type = Base64.encode((request.headers["content-type"] ?? "").utf8)
    write("\(now) \(request.method) \(request.path) \(Base64.encode(request.body)) \(type)\n", O_APPEND)
  }

  /// Back to the first line; the next change starts afresh.
  func clear() {
    guard let first = (try? read())?.split(separator: "\n").first else { return }
    write(first + "\n", O_TRUNC)
  }

  private func start(_ data: DemoData) throws(SandboxError) {
    guard write(Self.head(data) + "\n", O_TRUNC) else { throw .journal(path: path, detail: "cannot be written: errno \(errno)") }
  }

  @discardableResult private func write(_ text: String, _ flag: Int32) -> Bool {
    let file = Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flag, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    let bytes = Array(text.utf8)
    return Glibc.write(file, bytes, bytes.count) == bytes.count
  }

  /// Nil if there is no such file yet.
  private func read() throws(SandboxError) -> String? {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw .journal(path: path, detail: "cannot be read: errno \(errno)")
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      guard count >= 0 else { throw .journal(path: path, detail: "cannot be read: errno \(errno)") }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
    }
  }
}
