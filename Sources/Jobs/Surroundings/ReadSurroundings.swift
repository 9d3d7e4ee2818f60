import ConnectWise
import Domain
import SQLite
import Store

/// Reads what surrounds open invoices and what rules compare them with: companies, their billing contacts and agreements, each
/// once and then as it changes; tax codes, expense types and what is still unbilled anew with every whole sweep.
///
/// What the role may not read is named and left nil; the sweep goes on.
struct ReadSurroundings {
  let client: ConnectWiseClient
  let database: Database
  let began: Instant

  /// Three requests where nothing has changed and nothing is new.
  func run(isWhole: Bool, _ outcome: inout SweepOutcome) throws {
    if isWhole {
      try readTaxCodes(&outcome)
      try readExpenseTypes(&outcome)
      try lookAgainAtUnbilled(&outcome)
    }
    try read(.companies, .companies, &outcome, \.id, unknown: { try $0.unknownCompanies() }) { record, writer in
      try writer.save(CompanyRow(record), ID(Int64(record.id)))
    }
    try read(.contacts, .contacts, &outcome, \.id, unknown: { try $0.unknownContacts() }) { record, writer in
      try writer.save(ContactFacts(record), ID(Int64(record.id)))
    }
    try read(.agreements, .agreements, &outcome, \.id, unknown: { try $0.unknownAgreements() }) { record, writer in
      try writer.save(AgreementFacts(record), cycle: record.billingCycle?.name ?? "", ID(Int64(record.id)))
    }
  }

  /// What has changed of those that we keep, then those that open invoices name and that we do not have yet.
  private func read<Record>(
    _ part: Surrounding, _ list: RecordList<Record>, _ outcome: inout SweepOutcome,
    _ id: @escaping @Sendable (Record) -> Int, unknown: (Reader) throws -> [Int64],
    save: @escaping @Sendable (Record, Writer) throws -> Void
  ) throws {
    try within(part, &outcome) { outcome in
      if let readTo = try database.read({ try $0.readTo(part) }) {
        let found = try client.all(list, where: .changed(since: Stamp(milliseconds: readTo.milliseconds)))
        outcome.leaveOut(found.unreadable)
        try database.write { writer throws in
          let known = try writer.known(found.records.map { Int64(id($0)) }, in: part)
          for record in found.records where known.contains(Int64(id(record))) { try save(record, writer) }
        }
      }
      let asked = try database.read { try unknown($0) }
      if !asked.isEmpty {
        let found = try client.all(list, of: asked.map { Int($0) })
        outcome.leaveOut(found.unreadable)
        // One that could not be read may be any of those that did not come.
        let absent = found.unreadable.isEmpty ? Set(asked).subtracting(found.records.map { Int64(id($0)) }) : []
        try database.write { writer throws in
          for record in found.records { try save(record, writer) }
          for id in absent { try writer.noteAbsent(id, in: part) }
        }
      }
      try database.write { try $0.note(part, readTo: began.adding(milliseconds: -RunSweep.clockDoubt)) }
    }
  }

  private func readTaxCodes(_ outcome: inout SweepOutcome) throws {
    try within(.taxCodes, &outcome) { outcome in
      let found = try client.all(.taxCodes)
      outcome.leaveOut(found.unreadable)
      let codes = found.records.map { (id: ID<TaxCode>(Int64($0.id)), facts: TaxCodeFacts($0)) }
      try database.write { writer throws in
        try writer.replaceTaxCodes(codes)
        try writer.note(.taxCodes, readTo: began)
      }
    }
  }

  private func readExpenseTypes(_ outcome: inout SweepOutcome) throws {
    try within(.expenseTypes, &outcome) { outcome in
      let found = try client.all(.expenseTypes)
      outcome.leaveOut(found.unreadable)
      let types = found.records.map { record in
        // A maximum of zero is none.
        (
          id: ID<ExpenseType>(Int64(record.id)), name: record.name ?? "",
          maximum: record.maxAmount.flatMap { Figure($0) }.flatMap { $0.isZero ? nil : $0 }
        )
      }
      try database.write { writer throws in
        try writer.replaceExpenseTypes(types)
        try writer.note(.expenseTypes, readTo: began)
      }
    }
  }

  /// What was deleted tells nobody that it was.
  private func lookAgainAtUnbilled(_ outcome: inout SweepOutcome) throws {
    try lookAgain(.time, .timeEntries, MetWork.timeFields, .unbilledTime, &outcome) { MetWork($0) }
    try lookAgain(.expense, .expenses, MetWork.expenseFields, .unbilledExpenses, &outcome) { MetWork($0) }
    try lookAgain(.product, .products, MetWork.productFields, .unbilledProducts, &outcome) { MetWork($0) }
  }

  private func lookAgain<Record>(
    _ kind: UnbilledWork.Kind, _ list: RecordList<Record>, _ fields: [String], _ part: Surrounding,
    _ outcome: inout SweepOutcome, _ met: (Record) -> MetWork
  ) throws {
    let ids = try database.read { try $0.unbilled(kind) }
    guard !ids.isEmpty else { return }
    try within(part, &outcome) { outcome in
      let found = try client.all(list, of: ids.map { Int($0) }, fields: fields)
      outcome.leaveOut(found.unreadable)
      let work = found.records.map(met)
      let gone = found.unreadable.isEmpty ? Set(ids).subtracting(work.map(\.id)) : []
      try database.write { writer throws in
        try writer.meet(work)
        for id in gone { try writer.removeUnbilled(kind, id) }
      }
    }
  }

  /// One part that cannot be read is told and does not stop the others.
  private func within(
    _ part: Surrounding, _ outcome: inout SweepOutcome, _ body: (inout SweepOutcome) throws -> Void
  ) throws {
    do {
      try body(&outcome)
      let permission = part.resource.permission
      try database.write { try $0.closeGap(permission) }
    } catch ConnectWiseFailure.roleGap(let resource, _) {
      outcome.gaps.insert(resource.permission)
      try database.write { try $0.noteGap(resource.permission, at: began) }
    } catch ConnectWiseFailure.notFound {
      outcome.leaveOut(["This ConnectWise has no list of \(part.title)."])
    } catch let failure as ConnectWiseFailure where failure.isOfThisRecord {
      outcome.leaveOut(["The \(part.title) could not be read. \(failure.sentence)"])
    }
  }
}

extension Surrounding {
  fileprivate var resource: ConnectWiseFailure.Resource {
    switch self {
    case .companies: .companies
    case .contacts: .contacts
    case .agreements: .agreements
    case .taxCodes: .taxCodes
    case .expenseTypes: .expenseTypes
    case .unbilledTime: .timeEntries
    case .unbilledExpenses: .expenses
    case .unbilledProducts: .products
    }
  }

  fileprivate var title: String {
    switch self {
    case .companies: "companies"
    case .contacts: "contacts"
    case .agreements: "agreements"
    case .taxCodes: "tax codes"
    case .expenseTypes: "expense types"
    case .unbilledTime: "unbilled time entries"
    case .unbilledExpenses: "unbilled expenses"
    case .unbilledProducts: "unbilled products"
    }
  }
}

extension Writer {
  /// Keeps what is on no invoice yet, and forgets what is on one now.
  func meet(_ work: [MetWork]) throws {
    for met in work {
      if let row = met.row {
        try save(row)
      } else {
        try removeUnbilled(met.kind, met.id)
      }
    }
  }
}
