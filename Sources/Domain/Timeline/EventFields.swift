/// The stored form of an event: its kind on the first line, then a line `name=value` per field.
///
///     approved
///     version=2
///     amount=146250 USD 2
///
/// Plain text, so that an operator can read it in the database. A backslash, a line feed and a carriage return in a value
/// are written `\\`, `\n` and `\r`; a name may stand several times and then makes a list.
struct EventFields {
  let kind: String
  private var pairs: [(name: String, value: String)] = []

  init(kind: String) { self.kind = kind }

  init(stored: String) throws(UnreadableEvent) {
    let lines = stored.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    kind = String(Substring(lines[0]))
    for line in lines.dropFirst() {
      guard let equals = line.firstIndex(of: "=") else { throw .malformed }
      let name = String(Substring(line[..<equals]))
      pairs.append((name, try Self.unescaped(line[line.index(after: equals)...])))
    }
  }

  var stored: String {
    pairs.reduce(kind) { text, pair in "\(text)\n\(pair.name)=\(Self.escaped(pair.value))" }
  }

  private static func escaped(_ value: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": text.append(contentsOf: "\\\\".unicodeScalars)
      case "\n": text.append(contentsOf: "\\n".unicodeScalars)
      case "\r": text.append(contentsOf: "\\r".unicodeScalars)
      default: text.append(scalar)
      }
    }
    return String(text)
  }

  private static func unescaped(_ value: Substring.UnicodeScalarView) throws(UnreadableEvent) -> String {
    var text = String.UnicodeScalarView()
    var rest = value
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        text.append(scalar)
        continue
      }
      switch rest.popFirst() {
      case "\\": text.append("\\")
      case "n": text.append("\n")
      case "r": text.append("\r")
      default: throw .malformed
      }
    }
    return String(text)
  }

  // Writing

  mutating func set(_ name: String, _ value: String) { pairs.append((name, value)) }
  mutating func set(_ name: String, _ value: Int) { set(name, String(value)) }
  mutating func set(_ name: String, _ value: Bool) { set(name, value ? "yes" : "no") }
  mutating func set(_ name: String, _ values: [String]) { for value in values { set(name, value) } }
  mutating func set(_ name: String, _ value: Money) {
    set(name, "\(value.minor) \(value.currency.code) \(value.currency.decimals)")
  }
  mutating func set(_ name: String, _ value: Reference<BillingStatus>) { set(name, "\(value.id) \(value.name)") }

  // Reading

  func optional(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

  func text(_ name: String) throws(UnreadableEvent) -> String {
    guard let value = optional(name) else { throw .missing(name) }
    return value
  }

  func list(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  func int(_ name: String) throws(UnreadableEvent) -> Int {
    guard let value = Int(try text(name)) else { throw .bad(name) }
    return value
  }

  func flag(_ name: String) throws(UnreadableEvent) -> Bool {
    switch try text(name) {
    case "yes": true
    case "no": false
    default: throw .bad(name)
    }
  }

  func value<T: RawRepresentable<String>>(_ name: String) throws(UnreadableEvent) -> T {
    guard let value = T(rawValue: try text(name)) else { throw .bad(name) }
    return value
  }

  func money(_ name: String) throws(UnreadableEvent) -> Money {
    let parts = try text(name).split(separator: " ")
    guard parts.count == 3, let minor = Int64(parts[0]), let decimals = Int(parts[2]),
      let currency = Currency(String(parts[1]), decimals: decimals)
    else { throw .bad(name) }
    return Money(minor: minor, currency: currency)
  }

  func optionalMoney(_ name: String) throws(UnreadableEvent) -> Money? {
    optional(name) == nil ? nil : try money(name)
  }

  func status(_ name: String) throws(UnreadableEvent) -> Reference<BillingStatus> {
    let parts = try text(name).split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let id = Int64(parts[0]) else { throw .bad(name) }
    return Reference(id, name: String(parts[1]))
  }

  func optionalInstant(_ name: String) throws(UnreadableEvent) -> Instant? {
    guard let text = optional(name) else { return nil }
    guard let instant = Instant(text) else { throw .bad(name) }
    return instant
  }

  func optionalStatus(_ name: String) throws(UnreadableEvent) -> Reference<BillingStatus>? {
    optional(name) == nil ? nil : try status(name)
  }
}

/// Why a stored event cannot be told.
public enum UnreadableEvent: Error, Hashable, Sendable {
  case malformed
  /// Written by a newer Countersign.
  case unknownKind(String)
  case missing(String)
  case bad(String)

  public var sentence: String {
    switch self {
    case .unknownKind(let kind): "This entry (\(kind)) was written by a newer Countersign. Update the program to read it."
    case .malformed, .missing, .bad: "This entry cannot be read. It is kept as it is; look at it in the database."
    }
  }
}
