import Bytes
import Glibc
import Synchronization

/// What happened, one line each, on standard error: JSON for machines, text for a terminal.
///
/// Secrets and tokens never reach it: callers pass names and counts. Whatever they pass cannot forge a line (ASVS 16.4.1).
final class Log: Sendable {
  enum Level: Int, Sendable, Comparable, CaseIterable {
    case debug, info, warning, error

    var name: String {
      switch self {
      case .debug: "debug"
      case .info: "info"
      case .warning: "warning"
      case .error: "error"
      }
    }

    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

    init?(name: String) {
      guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
      self = level
    }
  }

  enum Form: Sendable { case json, text }

  /// Longer texts are cut: one careless field must not fill the disk.
  static let longestField = 2_000

  private let level: Level
  private let form: Form
  private let clock: @Sendable () -> Int64
  private let sink: @Sendable (UnsafeRawBufferPointer) -> Void
  /// Guards the order of lines: a long one may need several writes.
  private let turn = Mutex(())

  init(
    level: Level, form: Form, clock: @escaping @Sendable () -> Int64 = Moment.now,
    sink: @escaping @Sendable (UnsafeRawBufferPointer) -> Void = { writeAll(2, $0) }
  ) {
    self.level = level
    self.form = form
    self.clock = clock
    self.sink = sink
  }

  convenience init(_ configuration: Configuration, terminal: Terminal) {
    let form: Form =
      switch configuration.logForm {
      case "json": .json
      case "text": .text
      default: terminal.errorIsTerminal ? .text : .json
      }
    self.init(level: Level(name: configuration.logLevel) ?? .info, form: form)
  }

  func isWritten(_ level: Level) -> Bool { level >= self.level }

  func write(_ level: Level, _ event: String, request: String? = nil, _ fields: KeyValuePairs<String, JSON> = [:]) {
    write(level, event, request: request, fields: fields.map { JSON.Field(name: $0.key, value: $0.value) })
  }

  func write(_ level: Level, _ event: String, request: String? = nil, fields: [JSON.Field]) {
    guard isWritten(level) else { return }
    var line = ByteBuffer(capacity: 256)
    switch form {
    case .json: Self.json(clock(), level, event, request, fields, &line)
    case .text: Self.text(clock(), level, event, request, fields, &line)
    }
    line.append("\n")
    turn.withLock { _ in line.withUnsafeBytes { sink($0) } }
  }

  private static func json(
    _ time: Int64, _ level: Level, _ event: String, _ request: String?, _ fields: [JSON.Field], _ line: inout ByteBuffer
  ) {
    var all = [
      JSON.Field(name: "time", value: .text(Moment.text(time))), JSON.Field(name: "level", value: .text(level.name)),
      JSON.Field(name: "event", value: .text(event)),
    ]
    if let request { all.append(JSON.Field(name: "request", value: .text(cut(request)))) }
    // A field cannot pass itself off as one of the four above.
    let taken: Set<String> = ["time", "level", "event", "request"]
    for field in fields {
      let name = taken.contains(field.name) ? "\(field.name)_" : field.name
      all.append(JSON.Field(name: name, value: cut(field.value)))
    }
    line.append(JSON.object(all).line)
  }

  private static func text(
    _ time: Int64, _ level: Level, _ event: String, _ request: String?, _ fields: [JSON.Field], _ line: inout ByteBuffer
  ) {
    line.append(String(Moment.text(time).dropFirst(11).prefix(8)))
    line.append(" \(HelpText.padded(level.name, to: 7)) \(Printable.text(event, limit: longestField))")
    if let request { line.append(" request=\(word(.text(request)))") }
    for field in fields { line.append(" \(Printable.text(field.name, limit: 100))=\(word(field.value))") }
  }

  /// A value as one word; quoted when it has spaces, so that no value looks like two fields.
  private static func word(_ value: JSON) -> String {
    guard case .text(let text) = value else { return value.line }
    let printable = Printable.text(text, limit: longestField)
    let isPlain = !printable.isEmpty && !printable.contains { $0 == " " || $0 == "\"" || $0 == "=" }
    return isPlain ? printable : JSON.text(cut(text)).line
  }

  private static func cut(_ value: JSON) -> JSON {
    if case .text(let text) = value { return .text(cut(text)) }
    return value
  }

  private static func cut(_ text: String) -> String {
    text.unicodeScalars.count > longestField
      ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(longestField))) + "…" : text
  }
}
