extension Rule {
  static let oddHours = Rule(
    "odd-hours", title: "Odd hours",
    summary: "An entry is very long, overlaps another of the same member, or is invoiced with other hours than were worked.",
    severity: .info, tunables: [OddHours.longest, OddHours.difference], check: OddHours.check, examples: { OddHours.examples })
}

private enum OddHours {
  static let longest = Tunable.hours("longest", "Longer than", default: 12, 1...24)
  static let difference = Tunable.hours("difference", "Invoiced and actual hours differ by more than", default: 1, 0...100)

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let longest = look.figure(longest)
    let difference = look.figure(difference)
    let overlaps = overlaps(facts.lines.times)
    for (place, time) in facts.lines.times.enumerated() {
      let (line, detail) = (time.line, time.detail)
      let target = Target(.timeEntry, line.source)
      var isOdd = false
      func flag(_ sentence: String, _ judged: [JudgedValue]) {
        look.flag(target, line.name, "\(line.name) \(sentence)", judged)
        isOdd = true
      }
      if detail.actual.millionths > longest.millionths {
        flag("is \(look.conventions.hours(detail.actual)) long.", [JudgedValue("hours", detail.actual)])
      }
      if let other = overlaps[place] {
        flag("overlaps time entry \(other) of the same member.", [JudgedValue("overlaps", other.description)])
      }
      if line.isBilled, isInvoicedOddly(line, detail, difference) {
        flag(
          "is invoiced with \(look.conventions.hours(detail.invoiced)), while \(look.conventions.hours(detail.actual)) were worked.",
          [JudgedValue("invoiced", detail.invoiced), JudgedValue("worked", detail.actual)])
      }
      if !isOdd { look.passes(target, line.name, "Its \(look.conventions.hours(detail.actual)) are in order.") }
    }
  }

  /// An agreement that covers work takes hours off the invoice; it never adds any.
  private static func isInvoicedOddly(_ line: Line, _ detail: TimeDetail, _ limit: Figure) -> Bool {
    guard detail.invoiced.distance(to: detail.actual) > Int128(limit.millionths) else { return false }
    return line.agreement == nil || detail.invoiced > detail.actual
  }

  /// For each entry, by its place, the id of one that began before it and had not ended. Touching is no overlap.
  private static func overlaps(_ times: [SortedLines.Time]) -> [Int: Int64] {
    guard times.count > 1 else { return [:] }
    let order = times.indices.filter { times[$0].lasts != nil }.sorted {
      let (left, right) = (times[$0], times[$1])
      let keys = (left.detail.member?.id.raw ?? 0, right.detail.member?.id.raw ?? 0)
      if keys.0 != keys.1 { return keys.0 < keys.1 }
      return (left.lasts?.lowerBound ?? .min, left.line.source) < (right.lasts?.lowerBound ?? .min, right.line.source)
    }
    var overlaps: [Int: Int64] = [:]
    var member: ID<Member>?
    var latest: (end: Int64, id: Int64)?
    for place in order {
      guard let lasts = times[place].lasts else { continue }
      let id = times[place].line.source
      if times[place].detail.member?.id != member {
        member = times[place].detail.member?.id
        latest = nil
      }
      if let latest, lasts.lowerBound < latest.end, latest.id != id { overlaps[place] = latest.id }
      if latest.map({ lasts.upperBound > $0.end }) ?? true { latest = (lasts.upperBound, id) }
    }
    return overlaps
  }

  private static func day(_ id: Int64, _ start: String, _ end: String, member: Int64? = 153) -> Line {
    Example.time(id, start: "2026-07-06T\(start):00Z", end: "2026-07-06T\(end):00Z", member: member)
  }

  static let examples = [
    RuleExample("exactly as long as allowed", Example.facts([Example.time(1, billed: 1200)])),
    RuleExample(
      "longer", Example.facts([Example.time(1, billed: 1325)]),
      .flag(.info, .timeEntry, 1, "Time entry 1 of Marta Silva is 13.25 h long")),
    RuleExample(
      "overlapping entries", Example.facts([day(1, "08:00", "10:00"), day(2, "09:59", "11:00")]),
      .flag(.info, .timeEntry, 2, "overlaps time entry 1")),
    RuleExample("touching is no overlap", Example.facts([day(1, "08:00", "10:00"), day(2, "10:00", "11:00")])),
    RuleExample("another member", Example.facts([day(1, "08:00", "10:00"), day(2, "09:00", "11:00", member: 154)])),
    RuleExample("no member", Example.facts([day(1, "08:00", "10:00", member: nil), day(2, "09:00", "11:00", member: nil)])),
    RuleExample("an entry without length", Example.facts([day(1, "08:00", "10:00"), day(2, "09:00", "09:00")])),
    RuleExample("an entry that ends before it starts", Example.facts([day(1, "08:00", "10:00"), day(2, "09:00", "07:00")])),
    RuleExample(
      "inside a long one, behind a short one",
      Example.facts([day(1, "08:00", "12:00"), day(2, "12:00", "12:30"), day(3, "08:30", "09:00"), day(4, "11:00", "11:30")]),
      .flag(.info, .timeEntry, 3, "overlaps time entry 1"), .flag(.info, .timeEntry, 4, "overlaps time entry 1")),
    RuleExample("an hour more than worked", Example.facts([Example.time(1, billed: 150, actual: 50)])),
    RuleExample(
      "more than that", Example.facts([Example.time(1, billed: 200, actual: 50)]),
      .flag(.info, .timeEntry, 1, "is invoiced with 2.00 h, while 0.50 h were worked")),
    RuleExample(
      "fewer than worked", Example.facts([Example.time(1, billed: 100, actual: 300)]),
      .flag(.info, .timeEntry, 1, "3.00 h were worked")),
    RuleExample(
      "hours that an agreement covers",
      Example.facts([Example.time(1, actual: 300, invoiced: 0, agreement: Reference(41, name: "MS"))])),
    RuleExample(
      "an agreement adds no hours",
      Example.facts([Example.time(1, billed: 300, actual: 100, agreement: Reference(41, name: "MS"))]),
      .flag(.info, .timeEntry, 1, "3.00 h")),
    RuleExample("not charged", Example.facts([Example.time(1, billed: 0, actual: 300, billing: .noCharge)])),
    RuleExample(
      "long and rounded up make one flag", Example.facts([Example.time(1, billed: 1500, actual: 1300)]),
      .flag(.info, .timeEntry, 1, "is 13.00 h long. Time entry 1 of Marta Silva is invoiced")),
    RuleExample("no start", Example.facts([Example.time(1, start: nil), Example.time(2, start: nil)])),
    RuleExample(
      "another limit, at no charge, another currency",
      Example.facts([Example.time(1, billed: 801, rate: 0, billing: .noCharge, currency: .eur)], currency: .eur),
      with: ["longest": .figure(8)], .flag(.info, .timeEntry, 1, "8.01 h long")),
  ]
}

extension SortedLines.Time {
  /// From start to end in milliseconds; nil for an entry without member, start or length.
  fileprivate var lasts: Range<Int64>? {
    guard detail.member != nil, let start = detail.start, let end = detail.end, start < end else { return nil }
    return start.milliseconds..<end.milliseconds
  }
}
