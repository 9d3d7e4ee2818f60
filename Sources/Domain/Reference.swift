/// A thing of ConnectWise that an invoice points at: its id, and the name under which people know it.
public struct Reference<Subject>: Hashable, Sendable {
  public let id: ID<Subject>
  public let name: String

  public init(_ id: ID<Subject>, name: String) {
    self.id = id
    self.name = name
  }

  public init(_ raw: Int64, name: String) { self.init(ID(raw), name: name) }
}

// What references point at. Countersign keeps no more of these than id and name.
public enum Company {}
public enum Agreement {}
public enum Ticket {}
public enum Project {}
public enum Phase {}
public enum SalesOrder {}
public enum TaxCode {}
public enum BillingTerms {}
public enum WorkType {}
public enum WorkRole {}
public enum CatalogItem {}
public enum ExpenseType {}
