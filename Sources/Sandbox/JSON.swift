import Bytes

/// A JSON value as the sandbox handles it: keys keep their order, numbers keep their digits.
enum JSON: Sendable, Equatable {
  case null
  case flag(Bool)
  case number(String)
  case text(String)
  case list([JSON])
  case object([Member])

  struct Member: Sendable, Equatable {
    let name: String
    var value: JSON
  }

  static func integer(_ value: Int) -> JSON { .number(String(value)) }

  /// Leaves out what is nil: null fields are absent (API-NOTES §3).
  static func record(_ members: [(String, JSON?)]) -> JSON {
    .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
  }

  subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The value at a path in lower case, names compared without case.
  func at(_ path: ArraySlice<String>) -> JSON? {
    guard let first = path.first else { return self }
    guard case .object(let members) = self, let member = members.first(where: { Self.isSame($0.name, first) }) else { return nil }
    return member.value.at(path.dropFirst())
  }

  /// ASCII only, as the names are; `lowercased()` would make a new string for each name of each record.
  private static func isSame(_ name: String, _ lower: String) -> Bool {
    name.utf8.count == lower.utf8.count
      && zip(name.utf8, lower.utf8).allSatisfy { ($0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0) == $1 }
  }

  var string: String? { if case .text(let text) = self { text } else { nil } }
  var int: Int? {
    guard case .number(let digits) = self else { return nil }
    return Int(digits) ?? Double(digits).flatMap { Int(exactly: $0) }
  }
  var bool: Bool? { if case .flag(let flag) = self { flag } else { nil } }

  func write(to buffer: inout ByteBuffer) {
    switch self {
    case .null: buffer.append("null")
    case .flag(let flag): buffer.append(flag ? "true" as StaticString : "false")
    case .number(let digits): buffer.append(digits)
    case .text(let text): Self.write(text, to: &buffer)
    case .list(let items):
      buffer.append(byte: UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { buffer.append(byte: UInt8(ascii: ",")) }
        item.write(to: &buffer)
      }
      buffer.append(byte: UInt8(ascii: "]"))
    case .object(let members):
      buffer.append(byte: UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { buffer.append(byte: UInt8(ascii: ",")) }
        Self.write(member.name, to: &buffer)
        buffer.append(byte: UInt8(ascii: ":"))
        member.value.write(to: &buffer)
      }
      buffer.append(byte: UInt8(ascii: "}"))
    }
  }

  var bytes: [UInt8] {
    var buffer = ByteBuffer(capacity: 256)
    write(to: &buffer)
    return buffer.finish().array
  }

  /// RFC 8259 §7.
  private static func write(_ text: String, to buffer: inout ByteBuffer) {
    buffer.append(byte: UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      for (place, byte) in bytes.enumerated() where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        buffer.append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start..<place]))
        start = place + 1
        switch byte {
        case UInt8(ascii: "\""): buffer.append("\\\"")
        case UInt8(ascii: "\\"): buffer.append("\\\\")
        case 0x0A: buffer.append("\\n")
        case 0x0D: buffer.append("\\r")
        case 0x09: buffer.append("\\t")
        default:
          buffer.append("\\u00")
          buffer.append(Hex.encode([byte]))
        }
      }
      buffer.append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start...]))
    }
    buffer.append(byte: UInt8(ascii: "\""))
  }
}
