import Crypto
import Domain
import SQLite
import Store
import Testing

@Suite struct StoredConnectionTests {
  @Test func `a connection and a report read back as they were saved, and the next takes their place`() throws {
    let database = try freshDatabase()
    defer { database.close() }
    #expect(try database.read { try $0.storedConnection() } == nil)
    #expect(try database.read { try $0.connectionReport() } == nil)
    var connection = StoredConnection(
      site: "https://na.myconnectwise.net", company: "contoso", clientID: "c", publicKey: [1, 2, 3], privateKey: nil,
      publicKeyEnd: "7QfK", changedAt: noon, changedBy: "Ana Ruiz")
    var report = ConnectionReport(
      at: noon, askedBy: "Ana Ruiz", company: "Contoso", version: "v2025.1",
      rights: RightFinding.Finding.allCases.map { RightFinding(permission: "P › \($0.rawValue)", finding: $0, note: "n") })
    for _ in 0..<2 {
      try database.write { [connection, report] writer in
        try writer.save(connection)
        try writer.save(report)
      }
      #expect(try database.read { try $0.storedConnection() } == connection)
      #expect(try database.read { try $0.connectionReport() } == report)
      connection.privateKey = [9]
      connection.company = ""
      report.problem = "ConnectWise refused the keys."
      report.rights = []
    }
  }

  @Test func `a sealed key opens for its own site and column, and nowhere else`() throws {
    let ring = KeyRing(try MasterKey.make(from: SecureRandom()))
    let place = StoredConnection.place(of: "private_key", for: "https://na.myconnectwise.net")
    let sealed = try ring.seal(Secret("canary"), at: place, random: SecureRandom())
    #expect(try ring.open(sealed, at: place).revealText() == "canary")
    for other in [
      StoredConnection.place(of: "private_key", for: "https://evil.example.test"),
      StoredConnection.place(of: "private_key", for: "http://na.myconnectwise.net"),
      StoredConnection.place(of: "public_key", for: "https://na.myconnectwise.net"),
    ] {
      #expect(throws: SealError.refused) { try ring.open(sealed, at: other) }
    }
  }

  @Test(arguments: ["0", "1441", "-1", "soon", ""])
  func `a stored schedule that is none counts as never chosen`(text: String) throws {
    let database = try freshDatabase()
    defer { database.close() }
    try database.write { try $0.set("sweep.minutes", to: text, by: "x", at: noon) }
    #expect(try database.read { try SweepSchedule().minutes(in: $0) } == 5)
    #expect(try database.read { try SweepSchedule(fixed: 9, fixedBy: "F").minutes(in: $0) } == 9)
  }
}
