/// What one sweep did: what `sync run` prints.
struct SweepReport: Sendable, Equatable {
  let invoicesRead: Int
  let newInvoices: Int
  let newVersions: Int
  let gone: Int
  let milliseconds: Int64

  var text: String {
    "\(invoicesRead) open invoices read in \(milliseconds) ms: \(newInvoices) new, \(newVersions) changed, \(gone) gone.\n"
  }

  var json: JSON {
    .fields([
      "invoices": .int(invoicesRead), "new": .int(newInvoices), "changed": .int(newVersions), "gone": .int(gone),
      "milliseconds": .int(Int(milliseconds)),
    ])
  }
}
