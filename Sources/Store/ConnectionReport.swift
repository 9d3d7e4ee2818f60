import Domain
import SQLite

/// What a test of the connection found: who answered, and each right that the API member's role has, lacks or need not have.
public struct ConnectionReport: Sendable, Equatable {
  public var at: Instant
  public var askedBy: String
  /// As ConnectWise calls itself.
  public var company: String
  public var version: String
  /// Why it did not let us in; empty when it did.
  public var problem: String
  public var rights: [RightFinding]

  public init(
    at: Instant, askedBy: String, company: String = "", version: String = "", problem: String = "", rights: [RightFinding] = []
  ) {
    self.at = at
    self.askedBy = askedBy
    self.company = company
    self.version = version
    self.problem = problem
    self.rights = rights
  }

  public func rights(_ finding: RightFinding.Finding) -> [RightFinding] { rights.filter { $0.finding == finding } }
}

/// One right of the API member's role.
public struct RightFinding: Sendable, Equatable {
  public enum Finding: String, Sendable, CaseIterable {
    case readable
    /// Allowed, and nothing was there: the role may see none of it.
    case empty
    case missing
    /// This server does not have it.
    case absent
    /// Allowed and never used: the role could be smaller.
    case excess
    /// Not allowed and not needed.
    case withheld
    /// Only a write could tell, and a test writes nothing.
    case unproven
    /// There was no record to try it on.
    case untried
    /// It could not be found out this time.
    case unknown
  }

  public let permission: String
  public let finding: Finding
  /// What goes without it, or why it is not known.
  public let note: String

  public init(permission: String, finding: Finding, note: String) {
    self.permission = permission
    self.finding = finding
    self.note = note
  }
}

extension RightFinding.Finding: SQLValueConvertible {}

extension Reader {
  public func connectionReport() throws -> ConnectionReport? {
    guard
      var report = try first(
        "SELECT at, asked_by, company, version, problem FROM connectwise_test",
        { row in
          ConnectionReport(
            at: row.instant(0), askedBy: row.text(1), company: row.text(2), version: row.text(3), problem: row.text(4))
        })
    else { return nil }
    report.rights = try all("SELECT permission, finding, note FROM connectwise_right ORDER BY position") { row in
      RightFinding(
        permission: row.text(0), finding: try row.coded(1, "finding of a test") { RightFinding.Finding(rawValue: $0) },
        note: row.text(2))
    }
    return report
  }
}

extension Writer {
  /// In place of the one before: an old finding would only mislead.
  public func save(_ report: ConnectionReport) throws {
    try execute(
      """
      INSERT INTO connectwise_test (id, at, asked_by, company, version, problem)
      VALUES (1, \(report.at), \(report.askedBy), \(report.company), \(report.version), \(report.problem))
      ON CONFLICT (id) DO UPDATE SET at = excluded.at, asked_by = excluded.asked_by, company = excluded.company,
        version = excluded.version, problem = excluded.problem
      """)
    try execute("DELETE FROM connectwise_right")
    for (index, right) in report.rights.enumerated() {
      try execute(
        """
        INSERT INTO connectwise_right (position, permission, finding, note)
        VALUES (\(index), \(right.permission), \(right.finding), \(right.note))
        """)
    }
  }
}
