import Curl

/// The writes. Each replaces a whole value, is sent once, and looks at what came back: ConnectWise can answer 200 without
/// having changed anything (API-NOTES §4).
extension ConnectWiseClient {
  /// A `closedFlag` status closes the invoice.
  public func setStatus(ofInvoice id: Int, to status: Int) throws(ConnectWiseFailure) -> InvoiceRecord {
    try patch(.invoices, id, .init("status", .reference(status)), .invoiceStatus) { $0.id == id ? $0.status?.id : nil }
  }

  /// A closed invoice has a door of its own, which knows only the status and the notes (API-NOTES §5). An open status opens the
  /// invoice again, as long as it is in no batch.
  public func setStatus(ofClosedInvoice id: Int, to status: Int) throws(ConnectWiseFailure) {
    _ = try patch(.closedInvoices, id, .init("status", .reference(status)), .invoiceStatus) { $0.id == id ? $0.status?.id : nil }
  }

  /// Replaces the internal notes as a whole: read them first, and send them with what is to be added.
  public func setInternalNotes(ofInvoice id: Int, to text: String) throws(ConnectWiseFailure) -> InvoiceRecord {
    try patch(.invoices, id, .init("internalNotes", .text(text)), .invoiceNotes) { $0.id == id ? $0.internalNotes ?? "" : nil }
  }

  /// Says that the member of this row has looked (API-NOTES §5).
  public func setReviewed(
    routing: Int, ofInvoice invoice: Int, to reviewed: Bool = true
  ) throws(ConnectWiseFailure) -> RoutingRecord {
    try patch(.routings(ofInvoice: invoice), routing, .init("reviewedFlag", .flag(reviewed)), .routingReviewed) {
      $0.id == routing ? $0.reviewedFlag : nil
    }
  }

  private func patch<Record, Returned: CustomStringConvertible>(
    _ list: RecordList<Record>, _ id: Int, _ patch: Patch, _ resource: ConnectWiseFailure.Resource,
    returned: (Record) -> Returned?
  ) throws(ConnectWiseFailure) -> Record {
    let response = try exchange(
      Call(
        method: .patch, path: "\(list.path)/\(id)", headers: [.init("Content-Type", "application/json")],
        body: Array(patch.body.utf8), resource: resource))
    guard response.status == 200 else { throw Answering.failure(response, resource) }
    let record = try Answering.decode(Record.self, response)
    let found = returned(record)?.description
    guard let found, patch.value.agrees(with: found) else {
      throw .notApplied(
        field: patch.field, wanted: patch.value.plain(patch.value.text), returned: found.map(patch.value.plain) ?? "nothing")
    }
    return record
  }
}

/// One whole value to put in place of another.
struct Patch: Sendable {
  enum Value: Sendable {
    case reference(Int)
    case text(String)
    case flag(Bool)
  }

  let field: String
  let value: Value

  init(_ field: String, _ value: Value) {
    self.field = field
    self.value = value
  }

  /// The path without a slash and never into an object: `status/id` can be answered with 200 and have no effect (API-NOTES §4).
  var body: String { #"[{"op":"replace","path":"\#(field)","value":\#(value.json)}]"# }
}

extension Patch.Value {
  var json: String {
    switch self {
    case .reference(let id): #"{"id":\#(id)}"#
    case .text(let text): Self.quoted(text)
    case .flag(let flag): flag ? "true" : "false"
    }
  }

  /// As the answer would spell it.
  var text: String {
    switch self {
    case .reference(let id): String(id)
    case .text(let text): text
    case .flag(let flag): String(flag)
    }
  }

  /// For an operator: what people wrote stays out of the log.
  func plain(_ text: String) -> String {
    switch self {
    case .reference, .flag: text
    case .text: "\(text.unicodeScalars.count) characters"
    }
  }

  /// A server may store other line ends and drop spaces at the end; anything else is another value.
  func agrees(with returned: String) -> Bool {
    switch self {
    case .reference, .flag: returned == text
    case .text(let text): Self.settled(text) == Self.settled(returned)
    }
  }

  private static func settled(_ text: String) -> [String] {
    var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
      .map { line in String(line.reversed().drop { $0 == " " || $0 == "\t" }.reversed()) }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
