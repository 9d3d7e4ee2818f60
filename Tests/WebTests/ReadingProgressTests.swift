import Domain
import HTTP
import Store
import Testing

@testable import Web

extension House {
  /// A sweep that went well, so that the status line has nothing else to tell.
  fileprivate func sweptJustNow() throws {
    let now = now
    try database.write { writer throws in
      let sweep = try writer.beginSweep(.open, askedBy: "schedule", at: now)
      try writer.endSweep(sweep, problem: nil, at: now)
    }
  }
}

@Test func `the status line and the settings tell how far the history is read, and no more once it is`() throws {
  let house = try House()
  try house.sweptJustNow()
  try house.signIn(as: .admin)
  let now = house.now
  #expect(!house.get("/inbox").body.text.contains("History:"))
  try house.database.write { writer throws in
    try writer.begin(.history, expected: 9_800, at: now)
    try writer.note(.history, seen: 3_120, reached: 4_000)
  }
  #expect(house.get("/inbox").body.text.contains("History: 3,120 of 9,800 invoices read."))
  #expect(
    house.get("/settings/connectwise").body.text.contains("History: 3,120 of 9,800 invoices of the last thirteen months read."))
  try house.database.write { writer throws in
    try writer.note(.history, seen: 9_812, reached: 9_999)
    try writer.end(.history, at: now)
  }
  #expect(!house.get("/inbox").body.text.contains("History:"))
  #expect(
    house.get("/settings/connectwise").body.text.contains("History: all 9,812 invoices of the last thirteen months are read."))
}

@Test func `until reviewers are read a row says so, and only then that nobody is asked`() throws {
  let house = try House()
  try house.place(reviewers: [])
  try house.signIn(as: .admin)
  for page in ["/inbox", "/invoices/7001"] {
    let text = house.get(page).body.text
    #expect(text.contains("Reading reviewers…") && !text.contains("Nobody asked"), "\(page)")
  }
  try house.database.write { try $0.noteSeeded(.nowhere, because: .none, invoice: ID(7001)) }
  for page in ["/inbox", "/invoices/7001"] {
    let text = house.get(page).body.text
    #expect(!text.contains("Reading reviewers…") && text.contains("Nobody asked"), "\(page)")
  }
}

@Test func `a right that was found missing between sweeps is told until what it guards is read`() throws {
  let house = try House()
  try house.sweptJustNow()
  try house.signIn(as: .admin)
  let (now, right) = (house.now, "System › Audit Trail, licensed and readable")
  try house.database.write { try $0.noteGap(right, at: now) }
  #expect(house.get("/inbox").body.text.contains("ConnectWise is read without 1 right that the API member lacks."))
  #expect(house.get("/settings/connectwise").body.text.contains("<li>\(right)</li>"))
  try house.database.write { try $0.closeGap(right) }
  #expect(!house.get("/inbox").body.text.contains("that the API member lacks"))
  #expect(!house.get("/settings/connectwise").body.text.contains(right))
}
