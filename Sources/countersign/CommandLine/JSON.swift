import Bytes

/// A JSON value to be written, with its fields in the order in which a person would read them.
enum JSON: Sendable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  case null
  case bool(Bool)
  case int(Int)
  /// Written as given: the caller has already chosen the digits.
  case decimal(String)
  case text(String)
  case list([JSON])
  case object([Field])

  struct Field: Sendable, Equatable {
    let name: String
    let value: JSON
  }

  static func fields(_ fields: KeyValuePairs<String, JSON>) -> JSON {
    .object(fields.map { Field(name: $0.key, value: $0.value) })
  }

  static func optional(_ text: String?) -> JSON { text.map { JSON.text($0) } ?? .null }

  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .int(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }

  /// One line, without a line end.
  var line: String {
    var buffer = ByteBuffer()
    write(to: &buffer, indent: nil)
    return buffer.finish().text
  }

  /// Indented by two, for people.
  var pretty: String {
    var buffer = ByteBuffer()
    write(to: &buffer, indent: 0)
    return buffer.finish().text
  }

  private func write(to buffer: inout ByteBuffer, indent: Int?) {
    switch self {
    case .null: buffer.append("null")
    case .bool(let value): buffer.append(value ? "true" : "false" as StaticString)
    case .int(let value): buffer.append(value)
    case .decimal(let digits): buffer.append(digits)
    case .text(let text): Self.write(text, to: &buffer)
    case .list(let values):
      buffer.append("[")
      for (index, value) in values.enumerated() {
        Self.separate(index, &buffer, indent)
        value.write(to: &buffer, indent: indent.map { $0 + 1 })
      }
      if !values.isEmpty { Self.newLine(&buffer, indent) }
      buffer.append("]")
    case .object(let fields):
      buffer.append("{")
      for (index, field) in fields.enumerated() {
        Self.separate(index, &buffer, indent)
        Self.write(field.name, to: &buffer)
        buffer.append(indent == nil ? ":" : ": " as StaticString)
        field.value.write(to: &buffer, indent: indent.map { $0 + 1 })
      }
      if !fields.isEmpty { Self.newLine(&buffer, indent) }
      buffer.append("}")
    }
  }

  private static func separate(_ index: Int, _ buffer: inout ByteBuffer, _ indent: Int?) {
    if index > 0 { buffer.append(",") }
    newLine(&buffer, indent.map { $0 + 1 })
  }

  private static func newLine(_ buffer: inout ByteBuffer, _ indent: Int?) {
    guard let indent else { return }
    buffer.append("\n")
    for _ in 0..<indent { buffer.append("  ") }
  }

  /// RFC 8259 §7, and every invisible character as an escape too: a log line must look like what it says.
  static func write(_ text: String, to buffer: inout ByteBuffer) {
    buffer.append("\"")
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": buffer.append("\\\"")
      case "\\": buffer.append("\\\\")
      case "\n": buffer.append("\\n")
      case "\r": buffer.append("\\r")
      case "\t": buffer.append("\\t")
      default:
        if scalar.isASCII ? scalar.value >= 0x20 && scalar.value != 0x7F : Printable.isHarmless(scalar) {
          buffer.append(String(scalar))
        } else {
          for unit in String(scalar).utf16 { escape(unit, &buffer) }
        }
      }
    }
    buffer.append("\"")
  }

  private static func escape(_ unit: UInt16, _ buffer: inout ByteBuffer) {
    let digits = String(unit, radix: 16)
    buffer.append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
  }
}
