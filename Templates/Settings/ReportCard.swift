import Markup

/// What a test of the connection found: the rights that are missing and those that are too many, one by one, and all others.
public struct ReportCard: Sendable {
  public var verdict: StatusPill
  public var at: Moment
  public var by: String
  public var server: String  // "Contoso IT, v2025.1"
  public var problem: String = ""  // why it did not let us in
  public var missing: [RightRow] = []
  public var excess: [RightRow] = []
  public var others: [RightRow] = []

  public init(
    verdict: StatusPill, at: Moment, by: String, server: String, problem: String = "", missing: [RightRow] = [],
    excess: [RightRow] = [], others: [RightRow] = []
  ) {
    self.verdict = verdict
    self.at = at
    self.by = by
    self.server = server
    self.problem = problem
    self.missing = missing
    self.excess = excess
    self.others = others
  }
}

/// One right of the API member's role, as ConnectWise's own pages name it.
public struct RightRow: Sendable {
  public var permission: String  // "Time & Expense › Time Entry: Inquire = All"
  public var finding: String  // "Missing"
  public var note: String = ""  // what goes without it

  public init(permission: String, finding: String, note: String = "") {
    self.permission = permission
    self.finding = finding
    self.note = note
  }
}
