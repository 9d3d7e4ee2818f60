import HTTP

/// How a fault is written in JSON and in the form of the fault page.
extension Fault {
  static let expected = """
    Send {"kind": tooManyRequests | serverError | slow | forbidden | dropped | truncated | stale | edited | skewed | moved, \
    "path": …, "method": …, "count": …, "skip": …, "share": …, "afterwards": …}, or a list of such.
    """

  /// `{"kind":"tooManyRequests","retryAfter":30,"path":"/finance","count":1}`
  init?(_ value: JSON) {
    func number(_ name: String, _ otherwise: Int, _ range: ClosedRange<Int>) -> Int {
      min(max(range.lowerBound, value[name]?.int ?? otherwise), range.upperBound)
    }
    let milliseconds = Int64(number("milliseconds", 1000, -31_536_000_000...31_536_000_000))
    let kind: Kind
    switch value["kind"]?.string {
    case "tooManyRequests": kind = .tooManyRequests(retryAfter: number("retryAfter", 30, 0...86_400))
    case "serverError": kind = .serverError(value["status"]?.int.flatMap { (500...599).contains($0) ? $0 : nil } ?? 500)
    case "slow": kind = .slow(milliseconds: min(max(0, milliseconds), 600_000))
    case "forbidden": kind = .forbidden
    case "dropped": kind = .dropped
    case "truncated": kind = .truncated(bytes: number("bytes", 20, 0...1 << 20))
    case "stale": kind = .stale(milliseconds: max(0, milliseconds))
    case "edited":
      kind = .edited(
        HumanEdit(
          invoice: value["invoice"]?.int, field: value["field"]?.string ?? "status",
          value: value["value"]?.string ?? value["value"]?.int.map(String.init) ?? "4", by: value["by"]?.string ?? "hvogel"))
    case "skewed": kind = .skewed(milliseconds: milliseconds)
    case "moved": kind = .moved(codebase: value["codebase"]?.string ?? "v2025_2/")
    default: return nil
    }
    self.init(
      kind, path: value["path"]?.string ?? "", count: value["count"]?.int.map { max(1, $0) },
      method: value["method"]?.string ?? "",
      skip: number("skip", 0, 0...Int.max), share: number("share", 100, 0...100), afterwards: value["afterwards"]?.bool ?? false)
  }

  /// The form has one box for the figure of whichever kind was chosen.
  init?(_ form: Form) {
    func text(_ name: String) -> String? { form.first(name).flatMap { $0.isEmpty ? nil : $0 } }
    let figure = text("figure")
    var members: [(String, JSON?)] = [
      ("kind", text("kind").map { .text($0) }), ("path", text("path").map { .text($0) }),
      ("method", text("method").map { .text($0) }), ("afterwards", .flag(form.first("afterwards") != nil)),
      ("value", figure.map { .text($0) }), ("field", text("field").map { .text($0) }), ("codebase", figure.map { .text($0) }),
    ]
    for name in ["count", "skip", "share", "invoice"] {
      members.append((name, text(name).flatMap { Int($0) }.map { .integer($0) }))
    }
    for name in ["retryAfter", "status", "milliseconds", "bytes"] {
      members.append((name, figure.flatMap { Int($0) }.map { .integer($0) }))
    }
    self.init(JSON.record(members))
  }

  var record: JSON {
    let figures: [(String, JSON?)] =
      switch kind {
      case .tooManyRequests(let seconds): [("retryAfter", .integer(seconds))]
      case .serverError(let status): [("status", .integer(status))]
      case .slow(let milliseconds), .stale(let milliseconds), .skewed(let milliseconds):
        [("milliseconds", .integer(Int(milliseconds)))]
      case .forbidden, .dropped: []
      case .truncated(let bytes): [("bytes", .integer(bytes))]
      case .edited(let edit):
        [
          ("invoice", edit.invoice.map { .integer($0) }), ("field", .text(edit.field)), ("value", .text(edit.value)),
          ("by", .text(edit.by)),
        ]
      case .moved(let codebase): [("codebase", .text(codebase))]
      }
    let bounds: [(String, JSON?)] = [
      ("path", .text(path)), ("count", count.map { .integer($0) }), ("method", method.isEmpty ? nil : .text(method)),
      ("skip", skip == 0 ? nil : .integer(skip)), ("share", share == 100 ? nil : .integer(share)),
      ("afterwards", afterwards ? .flag(true) : nil),
    ]
    return .record([("kind", .text(name))] + figures + bounds)
  }

  /// In words, for the page.
  var sentence: String {
    let what =
      switch kind {
      case .tooManyRequests(let seconds): "429, retry after \(seconds) s"
      case .serverError(let status): "\(status) with a page of HTML"
      case .slow(let milliseconds): "\(milliseconds) ms late"
      case .forbidden: "403, the role does not allow it"
      case .dropped: "connection ends without an answer"
      case .truncated(let bytes): "only \(bytes) bytes of the body"
      case .stale(let milliseconds): "reads are \(milliseconds) ms old"
      case .edited(let edit):
        "\(edit.by) sets \(edit.field) to \(edit.value) on \(edit.invoice.map(String.init) ?? "the invoice asked for")"
      case .skewed(let milliseconds): "clock \(milliseconds) ms ahead"
      case .moved(let codebase): "API moved to \(codebase)"
      }
    var words = [what]
    if !method.isEmpty { words.append("for \(method)") }
    if !path.isEmpty { words.append("where the path has \(path)") }
    if skip > 0 { words.append("after \(skip) that get by") }
    if share < 100 { words.append("for \(share) of 100") }
    if let count { words.append(count == 1 ? "once" : "\(count) times") }
    if afterwards { words.append("after carrying it out") }
    return words.joined(separator: ", ")
  }
}
