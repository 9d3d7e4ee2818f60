/// One thing that the doctor looked at.
struct Finding: Sendable, Equatable {
  enum State: String, Sendable { case ok, warning, bad }

  let state: State
  /// What was looked at: one or two words.
  let subject: String
  let sentence: String
  /// What to do about it.
  let fix: String?

  static func ok(_ subject: String, _ sentence: String) -> Finding {
    Finding(state: .ok, subject: subject, sentence: sentence, fix: nil)
  }

  static func warning(_ subject: String, _ sentence: String, fix: String) -> Finding {
    Finding(state: .warning, subject: subject, sentence: sentence, fix: fix)
  }

  static func bad(_ subject: String, _ sentence: String, fix: String) -> Finding {
    Finding(state: .bad, subject: subject, sentence: sentence, fix: fix)
  }
}

/// All findings, for a person or a program.
struct DoctorReport: Sendable {
  let findings: [Finding]

  var isWell: Bool { !findings.contains { $0.state == .bad } }

  var text: String {
    let width = findings.map(\.subject.count).max() ?? 0
    var lines: [String] = []
    for finding in findings {
      let mark =
        switch finding.state {
        case .ok: "ok      "
        case .warning: "warning "
        case .bad: "WRONG   "
        }
      lines.append("\(mark) \(HelpText.padded(finding.subject, to: width))  \(finding.sentence)")
      if let fix = finding.fix { lines.append("\(String(repeating: " ", count: 11 + width))→ \(fix)") }
    }
    let wrong = findings.count { $0.state == .bad }
    lines.append("")
    lines.append(wrong == 0 ? "Nothing is wrong." : wrong == 1 ? "One thing is wrong." : "\(wrong) things are wrong.")
    return lines.joined(separator: "\n") + "\n"
  }

  var json: JSON {
    .fields([
      "ok": .bool(isWell), "version": .text(Version.product),
      "findings": .list(
        findings.map {
          .fields([
            "subject": .text($0.subject), "state": .text($0.state.rawValue), "sentence": .text($0.sentence),
            "fix": .optional($0.fix),
          ])
        }),
    ])
  }
}
